package dev.patchbay.conformance;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// A program that sends router advertisements from a raw socket, as a router's daemon does. Its
/// words are fields and options: `hop=64 flags=0x08 life=1800 reach=0 retrans=0
/// prefix=P/64,FLAGS,VALID,PREFERRED route=P/48,FLAGS,LIFETIME mtu=1400 lladdr=MAC
/// rdnss=ADDRESS,LIFETIME bytes=HEX`; `to=ADDRESS` and `hl=255` say how the packet travels.
final class Advertiser {
  static final String NAME = "ra";

  private static final String EVERYBODY = "ff02::1";
  private static final int MOST = 1024;

  private final ByteBuffer message = ByteBuffer.allocate(MOST);
  private Ip destination = Ip.of(EVERYBODY);
  private int hopLimit = NeighbourDiscovery.HOP_LIMIT_REQUIRED;

  private Advertiser() {
    byte[] bytes = message.array();
    Icmpv6.type(bytes, 0, Icmpv6.ROUTER_ADVERTISEMENT);
    NeighbourDiscovery.hopLimit(bytes, 0, 64);
    NeighbourDiscovery.lifetime(bytes, 0, 1800);
    message.position(NeighbourDiscovery.ADVERTISEMENT_HEADER);
  }

  /// Sends what the words say from a device of the namespace.
  static void send(Netns netns, String device, String[] words) throws SocketException {
    Advertiser advertiser = new Advertiser();
    for (String word : words) {
      int sign = word.indexOf('=');
      advertiser.take(word.substring(0, sign), word.substring(sign + 1).split(","));
    }
    advertiser.send(netns, device);
  }

  private void take(String key, String[] values) {
    byte[] bytes = message.array();
    String value = values[0];
    switch (key) {
      case "hop" -> NeighbourDiscovery.hopLimit(bytes, 0, Integer.decode(value));
      case "flags" -> NeighbourDiscovery.routerFlags(bytes, 0, Integer.decode(value));
      case "life" -> NeighbourDiscovery.lifetime(bytes, 0, Integer.decode(value));
      case "reach" -> NeighbourDiscovery.reachableTime(bytes, 0, Integer.decode(value));
      case "retrans" -> NeighbourDiscovery.retransTimer(bytes, 0, Integer.decode(value));
      case "to" -> destination = Ip.of(value);
      case "hl" -> hopLimit = Integer.decode(value);
      default -> option(key, values);
    }
  }

  private void option(String key, String[] values) {
    byte[] bytes = message.array();
    int at = message.position();
    String value = values[0];
    switch (key) {
      case "prefix" -> {
        int flags = Integer.decode(values[1]);
        int valid = Integer.parseInt(values[2]);
        NeighbourOption.writePrefix(
            bytes, at, Prefix.of(value), flags, valid, Integer.parseInt(values[3]));
        message.position(at + NeighbourOption.PREFIX_HEADER);
      }
      case "route" -> {
        int flags = Integer.decode(values[1]);
        int lifetime = Integer.parseInt(values[2]);
        message.position(NeighbourOption.writeRoute(bytes, at, Prefix.of(value), flags, lifetime));
      }
      case "mtu" -> message.position(NeighbourOption.writeMtu(bytes, at, Integer.decode(value)));
      case "lladdr" ->
          message
              .put((byte) NeighbourOption.SOURCE_ADDRESS)
              .put((byte) 1)
              .put(HexFormat.ofDelimiter(":").parseHex(value));
      case "rdnss" -> {
        Ip server = Ip.of(value);
        message.put((byte) NeighbourOption.DNS_SERVERS).put((byte) 3).putShort((short) 0);
        message.putInt(Integer.parseInt(values[1])).putLong(server.hi()).putLong(server.lo());
      }
      case "bytes" -> message.put(HexFormat.of().parseHex(value));
      default -> throw new IllegalArgumentException(key);
    }
  }

  private void send(Netns netns, String device) throws SocketException {
    RawSocket6 socket = new RawSocket6(netns, IpProtocol.ICMPV6, NAME);
    try {
      socket.bindDevice(device);
      socket.ttl(hopLimit);
      socket.multicastTtl(hopLimit);
      socket.send(Arrays.copyOf(message.array(), message.position()), destination, false);
    } finally {
      socket.close();
    }
  }
}
