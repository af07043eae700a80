package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Station;
import java.util.Arrays;

/// A station that says ICMPv6 things by hand: a router, a querier, a forger.
final class Router {
  static final String ADDRESS = "fe80::1";

  private final NetDevice device;
  final Station station;
  private byte[] options = {};

  Router(NetDevice device) {
    this.device = device;
    this.station = new Station(device);
  }

  Router prefix(String prefix, int flags, int valid, int preferred) {
    byte[] option = new byte[NeighbourOption.PREFIX_HEADER];
    NeighbourOption.writePrefix(option, 0, Prefix.of(prefix), flags, valid, preferred);
    return with(option);
  }

  Router route(String prefix, int flags, int lifetime) {
    byte[] option = new byte[24];
    int end = NeighbourOption.writeRoute(option, 0, Prefix.of(prefix), flags, lifetime);
    return with(Arrays.copyOf(option, end));
  }

  Router mtu(int mtu) {
    byte[] option = new byte[NeighbourOption.HEADER];
    NeighbourOption.writeMtu(option, 0, mtu);
    return with(option);
  }

  private Router with(byte[] option) {
    int at = options.length;
    options = Arrays.copyOf(options, at + option.length);
    System.arraycopy(option, 0, options, at, option.length);
    return this;
  }

  /// Advertises itself for so many seconds, with the options that were added before.
  void advertises(int lifetime) {
    advertises(lifetime, 0, 64);
  }

  void advertises(int lifetime, int flags, int hopLimit) {
    byte[] message = new byte[NeighbourDiscovery.ADVERTISEMENT_HEADER + options.length];
    Icmpv6.type(message, 0, Icmpv6.ROUTER_ADVERTISEMENT);
    NeighbourDiscovery.hopLimit(message, 0, hopLimit);
    NeighbourDiscovery.routerFlags(message, 0, flags);
    NeighbourDiscovery.lifetime(message, 0, lifetime);
    System.arraycopy(options, 0, message, NeighbourDiscovery.ADVERTISEMENT_HEADER, options.length);
    options = new byte[0];
    says(message, ADDRESS, "ff02::1", 255, new byte[0]);
  }

  /// Sends a message from and to these addresses, behind extension headers that begin with
  /// hop-by-hop options, or none.
  void says(byte[] message, String source, String destination, int hopLimit, byte[] extensions) {
    Packet packet = device.netns().world().allocate(256 + message.length);
    System.arraycopy(message, 0, packet.bytes(), packet.put(message.length), message.length);
    int at = packet.head();
    if (extensions.length > 0) {
      System.arraycopy(
          extensions, 0, packet.bytes(), packet.push(extensions.length), extensions.length);
    }
    int next = extensions.length > 0 ? IpProtocol.HOP_BY_HOP : IpProtocol.ICMPV6;
    int ip = Ipv6.push(packet, next, hopLimit);
    Ip from = Ip.of(source);
    Ip to = Ip.of(destination);
    Ipv6.source(packet.bytes(), ip, from.hi(), from.lo());
    Ipv6.destination(packet.bytes(), ip, to.hi(), to.lo());
    Icmpv6.fillChecksum(packet.bytes(), ip, at, packet.tail());
    long mac = to.isMulticast() ? Ipv6.multicastMac(to.lo()) : peerMac();
    Ethernet.push(packet, mac, station.mac(), EtherType.IPV6);
    byte[] frame = Arrays.copyOfRange(packet.bytes(), packet.head(), packet.tail());
    device.netns().world().consume(packet);
    station.sends(frame);
  }

  private long peerMac() {
    return ((Cable) device).peer().address().value();
  }
}
