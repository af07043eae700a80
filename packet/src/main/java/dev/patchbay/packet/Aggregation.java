package dev.patchbay.packet;

import java.util.Arrays;

/// Packets of TCP that came one behind the other and go on as one (GRO): which may be joined, and
/// how one takes another on (`inet_gro_receive`, `ipv6_gro_receive`, `tcp_gro_receive`). The head
/// of each is its network header. What is joined can be cut again as [Segmentation] does.
public final class Aggregation {
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int ALONE = Tcp.URG | Tcp.PSH | Tcp.RST | Tcp.SYN | Tcp.FIN;

  private Aggregation() {}

  /// Whether the packet is a whole, correct segment of TCP, without options of IP, which others may
  /// be joined with. That its checksum holds is noted.
  public static boolean isSegment(Packet packet) {
    if (packet.segmentSize() != 0) {
      return false;
    }
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    boolean whole =
        switch (packet.protocol()) {
          case EtherType.IPV4 -> isPlainIpv4(bytes, ip, packet.tail());
          case EtherType.IPV6 -> isPlainIpv6(bytes, ip, packet.tail());
          default -> false;
        };
    return whole && Tcp.fits(bytes, transport(packet), packet.tail()) && checksumHolds(packet);
  }

  private static boolean isPlainIpv4(byte[] bytes, int ip, int tail) {
    return tail - ip >= Ipv4.HEADER
        && Ipv4.protocol(bytes, ip) == IpProtocol.TCP
        && Ipv4.fits(bytes, ip, tail)
        && Ipv4.headerLength(bytes, ip) == Ipv4.HEADER
        && Ipv4.totalLength(bytes, ip) == tail - ip
        && (Ipv4.fragment(bytes, ip) & ~DONT_FRAGMENT) == 0
        && Ipv4.checksumHolds(bytes, ip);
  }

  private static boolean isPlainIpv6(byte[] bytes, int ip, int tail) {
    return Ipv6.fits(bytes, ip, tail)
        && Ipv6.nextHeader(bytes, ip) == IpProtocol.TCP
        && Ipv6.payloadLength(bytes, ip) == tail - ip - Ipv6.HEADER;
  }

  private static boolean checksumHolds(Packet packet) {
    if (packet.checksum() != Packet.ChecksumState.NONE) {
      return true;
    }
    int at = transport(packet);
    if (!Tcp.checksumHolds(packet.bytes(), at, packet.tail() - at, pseudo(packet))) {
      return false;
    }
    packet.checksum(Packet.ChecksumState.UNNECESSARY);
    return true;
  }

  private static long pseudo(Packet packet) {
    int length = packet.tail() - transport(packet);
    return isIpv4(packet)
        ? Checksum.pseudoV4(packet.bytes(), packet.head(), IpProtocol.TCP, length)
        : Checksum.pseudoV6(packet.bytes(), packet.head(), IpProtocol.TCP, length);
  }

  private static boolean isIpv4(Packet packet) {
    return packet.protocol() == EtherType.IPV4;
  }

  private static int transport(Packet packet) {
    return packet.head() + (isIpv4(packet) ? Ipv4.HEADER : Ipv6.HEADER);
  }

  /// Bytes of data of a segment.
  private static int payload(Packet segment) {
    int at = transport(segment);
    return segment.tail() - at - Tcp.headerLength(segment.bytes(), at);
  }

  /// Bytes of a segment's headers from the network header on.
  public static int headers(Packet segment) {
    return segment.length() - payload(segment);
  }

  /// A number that all segments of a connection have in common.
  public static int flow(Packet segment) {
    int at = transport(segment);
    return Tcp.sourcePort(segment.bytes(), at) * 31 + Tcp.destinationPort(segment.bytes(), at);
  }

  /// Whether nothing is joined behind the segment: it has less data than those before, `size`, or
  /// its flags say that it shall not wait.
  public static boolean ends(Packet segment, int size) {
    return payload(segment) < size || (Tcp.flags(segment.bytes(), transport(segment)) & ALONE) != 0;
  }

  /// Bytes of data that each has that the packet stands for.
  public static int size(Packet held) {
    return held.segmentSize() == 0 ? payload(held) : held.segmentSize();
  }

  /// Whether both came by one device, with one link header and tag, for one connection.
  public static boolean isSameFlow(Packet held, Packet next) {
    return held.device() == next.device()
        && held.protocol() == next.protocol()
        && held.vlan() == next.vlan()
        && held.vlanProtocol() == next.vlanProtocol()
        && held.tunnel() == next.tunnel()
        && sameBytes(held, held.link(), next, next.link(), held.head() - held.link())
        && sameBytes(held, addresses(held), next, addresses(next), isIpv4(held) ? 8 : 32)
        && sameBytes(held, transport(held), next, transport(next), 4);
  }

  private static int addresses(Packet packet) {
    return packet.head() + (isIpv4(packet) ? Ipv4.SOURCE : Ipv6.SOURCE);
  }

  private static boolean sameBytes(Packet held, int at, Packet next, int from, int length) {
    return Arrays.equals(held.bytes(), at, at + length, next.bytes(), from, from + length);
  }

  /// Whether the segment goes on where what is held ends, and its headers say nothing else.
  public static boolean continues(Packet held, Packet next, int most) {
    int size = size(held);
    int data = payload(next);
    return data > 0
        && data <= size
        && held.length() + data < most
        && (isIpv4(held) ? agreeIpv4(held, next) : agreeIpv6(held, next))
        && agreeTcp(held, next);
  }

  private static boolean agreeIpv4(Packet held, Packet next) {
    byte[] bytes = held.bytes();
    byte[] more = next.bytes();
    int ip = held.head();
    int from = next.head();
    return Ipv4.ttl(bytes, ip) == Ipv4.ttl(more, from)
        && Ipv4.tos(bytes, ip) == Ipv4.tos(more, from)
        && Ipv4.fragment(bytes, ip) == Ipv4.fragment(more, from)
        && agreeNumber(held, next);
  }

  /// Cut again they are numbered one after the other, so they must have been; or all have the same
  /// number, which those that are never fragmented may (RFC 6864 section 4.1).
  private static boolean agreeNumber(Packet held, Packet next) {
    int first = Ipv4.identification(held.bytes(), held.head());
    int number = Ipv4.identification(next.bytes(), next.head());
    boolean many = held.segmentSize() != 0;
    boolean fixed = (held.segmentKinds() & Segmentation.FIXED_ID) != 0;
    if (isFixed(held, next)) {
      return !many || fixed;
    }
    int after = first + Math.ceilDiv(payload(held), size(held));
    return !fixed && number == (after & 0xffff);
  }

  private static boolean isFixed(Packet held, Packet next) {
    byte[] bytes = held.bytes();
    int ip = held.head();
    return isIpv4(held)
        && Ipv4.fragment(bytes, ip) == DONT_FRAGMENT
        && Ipv4.identification(bytes, ip) == Ipv4.identification(next.bytes(), next.head());
  }

  private static boolean agreeIpv6(Packet held, Packet next) {
    // Version, traffic class and flow label, then the hop limit.
    return sameBytes(held, held.head(), next, next.head(), 4)
        && Ipv6.hopLimit(held.bytes(), held.head()) == Ipv6.hopLimit(next.bytes(), next.head());
  }

  private static boolean agreeTcp(Packet held, Packet next) {
    byte[] bytes = held.bytes();
    byte[] more = next.bytes();
    int at = transport(held);
    int from = transport(next);
    int header = Tcp.headerLength(bytes, at);
    int changed = Tcp.flags(bytes, at) ^ Tcp.flags(more, from);
    return (Tcp.flags(more, from) & Tcp.CWR) == 0
        && (changed & ~(Tcp.CWR | Tcp.FIN | Tcp.PSH)) == 0
        && Tcp.headerLength(more, from) == header
        && Tcp.acknowledgement(bytes, at) == Tcp.acknowledgement(more, from)
        && sameBytes(held, at + Tcp.HEADER, next, from + Tcp.HEADER, header - Tcp.HEADER)
        && Tcp.sequence(bytes, at) + payload(held) == Tcp.sequence(more, from);
  }

  /// Puts the segment's data behind what is held, whose headers then speak of all of it
  /// (`skb_gro_receive`, `tcp_gro_complete`). The segment itself is still the caller's.
  public static void join(Packet held, Packet next) {
    int size = size(held);
    int data = payload(next);
    int at = held.put(data);
    byte[] bytes = held.bytes();
    System.arraycopy(next.bytes(), next.tail() - data, bytes, at, data);
    int transport = transport(held);
    int last = Tcp.flags(next.bytes(), transport(next)) & (Tcp.FIN | Tcp.PSH);
    Tcp.flags(bytes, transport, Tcp.flags(bytes, transport) | last);
    held.network(held.head());
    held.transport(transport);
    int kind = isIpv4(held) ? Segmentation.TCP4 : Segmentation.TCP6;
    held.segmentation(size, isFixed(held, next) ? kind | Segmentation.FIXED_ID : kind);
    takeLength(bytes, held);
    Tcp.checksum(bytes, transport, Checksum.foldSum(pseudo(held)));
    held.checksumPartial(transport, Tcp.CHECKSUM_OFFSET);
  }

  private static void takeLength(byte[] bytes, Packet held) {
    int ip = held.head();
    if (isIpv4(held)) {
      Ipv4.totalLength(bytes, ip, held.length());
      Ipv4.fillChecksum(bytes, ip);
    } else {
      Ipv6.payloadLength(bytes, ip, held.length() - Ipv6.HEADER);
    }
  }
}
