package dev.patchbay.filter;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.PacketPool;
import dev.patchbay.packet.Tcp;
import dev.patchbay.packet.Udp;
import java.util.Arrays;

/// Makes IP packets as bytes, with right checksums, and reads what has become of them.
public final class Packets {
  private static final PacketPool POOL = new PacketPool();

  private Packets() {}

  /// A UDP datagram with four bytes in it.
  public static byte[] udp(String source, int sourcePort, String destination, int port) {
    Packet packet = POOL.allocate(128);
    Arrays.fill(packet.bytes(), packet.put(4), packet.tail(), (byte) 'x');
    int at = Udp.push(packet, sourcePort, port);
    Udp.length(packet.bytes(), at, packet.length());
    return finish(packet, source, destination, IpProtocol.UDP, at);
  }

  /// A TCP segment without options or payload.
  public static byte[] tcp(
      String source, int sourcePort, String destination, int port, int flags, int seq, int ack) {
    Packet packet = POOL.allocate(128);
    int at = Tcp.push(packet, sourcePort, port, 0);
    byte[] bytes = packet.bytes();
    Tcp.flags(bytes, at, flags);
    Tcp.sequence(bytes, at, seq);
    Tcp.acknowledgement(bytes, at, ack);
    Tcp.window(bytes, at, 1000);
    return finish(packet, source, destination, IpProtocol.TCP, at);
  }

  /// An echo request or reply of either family.
  public static byte[] echo(String source, String destination, boolean reply, int id) {
    Packet packet = POOL.allocate(128);
    boolean v4 = Ip.of(source).isV4();
    Arrays.fill(packet.bytes(), packet.put(8), packet.tail(), (byte) 'x');
    int type =
        v4
            ? (reply ? Icmp.ECHO_REPLY : Icmp.ECHO_REQUEST)
            : (reply ? Icmpv6.ECHO_REPLY : Icmpv6.ECHO_REQUEST);
    int at = Icmp.push(packet, type, 0);
    Icmp.id(packet.bytes(), at, id);
    return finish(packet, source, destination, v4 ? IpProtocol.ICMP : IpProtocol.ICMPV6, at);
  }

  /// An error (host or address unreachable) about a packet.
  public static byte[] unreachable(String source, String destination, byte[] about) {
    Packet packet = POOL.allocate(256);
    boolean v4 = Ip.of(source).isV4();
    System.arraycopy(about, 0, packet.bytes(), packet.put(about.length), about.length);
    int at = Icmp.push(packet, v4 ? Icmp.UNREACHABLE : Icmpv6.UNREACHABLE, 1);
    return finish(packet, source, destination, v4 ? IpProtocol.ICMP : IpProtocol.ICMPV6, at);
  }

  private static byte[] finish(
      Packet packet, String source, String destination, int protocol, int transport) {
    Ip from = Ip.of(source);
    Ip to = Ip.of(destination);
    int ip;
    if (from.isV4()) {
      ip = Ipv4.push(packet, from.toInt(), to.toInt(), protocol, 64);
      Ipv4.fillChecksum(packet.bytes(), ip);
    } else {
      ip = Ipv6.push(packet, protocol, 64);
      Ipv6.source(packet.bytes(), ip, from.hi(), from.lo());
      Ipv6.destination(packet.bytes(), ip, to.hi(), to.lo());
    }
    byte[] bytes = packet.bytes();
    int field = transport + checksumOffset(protocol);
    bytes[field] = 0;
    bytes[field + 1] = 0;
    int checksum = sum(bytes, ip, transport, packet.tail(), protocol, from.isV4());
    bytes[field] = (byte) (checksum >>> 8);
    bytes[field + 1] = (byte) checksum;
    byte[] made = Arrays.copyOfRange(bytes, packet.head(), packet.tail());
    POOL.free(packet);
    return made;
  }

  private static int checksumOffset(int protocol) {
    return switch (protocol) {
      case IpProtocol.UDP -> 6;
      case IpProtocol.TCP -> 16;
      default -> 2;
    };
  }

  private static int sum(byte[] bytes, int ip, int transport, int tail, int protocol, boolean v4) {
    int length = tail - transport;
    long pseudo = 0;
    if (protocol != IpProtocol.ICMP) {
      pseudo =
          v4
              ? Checksum.pseudoV4(bytes, ip, protocol, length)
              : Checksum.pseudoV6(bytes, ip, protocol, length);
    }
    return Checksum.fold(Checksum.add(pseudo, bytes, transport, length));
  }

  /// Whether every checksum of the packet is right.
  public static boolean isSound(byte[] packet) {
    boolean v4 = packet[0] >>> 4 == 4;
    int protocol = v4 ? Ipv4.protocol(packet, 0) : Ipv6.nextHeader(packet, 0);
    int transport = v4 ? Ipv4.payload(packet, 0) : Ipv6.HEADER;
    boolean header = !v4 || Ipv4.checksumHolds(packet, 0);
    return header && sum(packet, 0, transport, packet.length, protocol, v4) == 0;
  }

  /// `source:port > destination:port`; of ICMP the id stands for the port.
  public static String ends(byte[] packet) {
    return ends(packet, 0);
  }

  /// The address a packet comes from.
  public static String source(byte[] packet) {
    return packet[0] >>> 4 == 4
        ? Ip.format(Ipv4.source(packet, 0))
        : Ip.format(Ipv6.sourceHi(packet, 0), Ipv6.sourceLo(packet, 0));
  }

  /// The ends of the packet inside an error.
  public static String inner(byte[] error) {
    return ends(error, (error[0] >>> 4 == 4 ? Ipv4.HEADER : Ipv6.HEADER) + Icmp.HEADER);
  }

  private static String ends(byte[] packet, int at) {
    boolean v4 = packet[at] >>> 4 == 4;
    int protocol = v4 ? Ipv4.protocol(packet, at) : Ipv6.nextHeader(packet, at);
    int transport = v4 ? Ipv4.payload(packet, at) : at + Ipv6.HEADER;
    String from =
        v4
            ? Ip.format(Ipv4.source(packet, at))
            : Ip.format(Ipv6.sourceHi(packet, at), Ipv6.sourceLo(packet, at));
    String to =
        v4
            ? Ip.format(Ipv4.destination(packet, at))
            : Ip.format(Ipv6.destinationHi(packet, at), Ipv6.destinationLo(packet, at));
    if (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6) {
      return from + " > " + to + " id " + Icmp.id(packet, transport);
    }
    return from
        + ":"
        + Udp.sourcePort(packet, transport)
        + " > "
        + to
        + ":"
        + Udp.destinationPort(packet, transport);
  }
}
