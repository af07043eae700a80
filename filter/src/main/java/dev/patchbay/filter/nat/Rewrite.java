package dev.patchbay.filter.nat;

import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Tcp;
import dev.patchbay.packet.Udp;

/// Writes other addresses and ports into headers, and what follows of it into the checksums (RFC
/// 1624). A checksum that is left to the device is that of the pseudo header alone: it changes with
/// the addresses, not with the ports.
final class Rewrite {
  private Rewrite() {}

  /// Gives the packet whose headers are at `ip` and `transport` the source or destination of
  /// `target`.
  ///
  /// @param partial whether the transport checksum is left to the device
  /// @return whether the address is another now
  static boolean packet(
      byte[] bytes,
      int ip,
      int transport,
      int tail,
      int protocol,
      Tuple target,
      Manipulation what,
      boolean partial) {
    int numbers = target.source << 16 | target.destination;
    if (target.family == Family.IPV4) {
      long addresses = target.sourceHi | target.destinationHi >>> 32;
      return packet4(bytes, ip, transport, tail, protocol, addresses, numbers, what, partial);
    }
    boolean source = what == Manipulation.SOURCE;
    long oldHi = source ? Ipv6.sourceHi(bytes, ip) : Ipv6.destinationHi(bytes, ip);
    long oldLo = source ? Ipv6.sourceLo(bytes, ip) : Ipv6.destinationLo(bytes, ip);
    long hi = source ? target.sourceHi : target.destinationHi;
    long lo = source ? target.sourceLo : target.destinationLo;
    long change = halves(~oldHi) + halves(~oldLo) + halves(hi) + halves(lo);
    transport(bytes, transport, tail, protocol, numbers, what, change, partial);
    if (source) {
      Ipv6.source(bytes, ip, hi, lo);
    } else {
      Ipv6.destination(bytes, ip, hi, lo);
    }
    return hi != oldHi || lo != oldLo;
  }

  /// The same for IPv4 and a target that is not in one piece: its addresses, and its numbers, those
  /// of the source first.
  static boolean packet4(
      byte[] bytes,
      int ip,
      int transport,
      int tail,
      int protocol,
      long addresses,
      int numbers,
      Manipulation what,
      boolean partial) {
    boolean source = what == Manipulation.SOURCE;
    int old = source ? Ipv4.source(bytes, ip) : Ipv4.destination(bytes, ip);
    int now = (int) (source ? addresses >>> 32 : addresses);
    long change = (~old & 0xffff_ffffL) + (now & 0xffff_ffffL);
    transport(bytes, transport, tail, protocol, numbers, what, change, partial);
    if (source) {
      Ipv4.replaceSource(bytes, ip, now);
    } else {
      Ipv4.replaceDestination(bytes, ip, now);
    }
    return old != now;
  }

  private static long halves(long value) {
    return (value >>> 32) + (value & 0xffff_ffffL);
  }

  private static void transport(
      byte[] bytes,
      int at,
      int tail,
      int protocol,
      int numbers,
      Manipulation what,
      long change,
      boolean partial) {
    switch (protocol) {
      case IpProtocol.TCP -> tcp(bytes, at, tail, numbers, what, change, partial);
      case IpProtocol.UDP, IpProtocol.UDPLITE ->
          udp(bytes, at, tail, protocol, numbers, what, change, partial);
      case IpProtocol.ICMP -> icmp(bytes, at, tail, Family.IPV4, numbers, 0);
      case IpProtocol.ICMPV6 -> icmp(bytes, at, tail, Family.IPV6, numbers, change);
      case IpProtocol.SCTP, IpProtocol.DCCP -> ports(bytes, at, tail, numbers, what);
      default -> {}
    }
  }

  /// What a checksum becomes when the words it covers change by `change`.
  private static int adjust(int checksum, long change) {
    return Checksum.fold((~checksum & 0xffffL) + change);
  }

  /// What the bare sum of a pseudo header becomes.
  private static int adjustSum(int sum, long change) {
    return Checksum.foldSum(sum + change);
  }

  /// Writes the port, and returns by how much the sum of the words changes.
  private static long ports(byte[] bytes, int at, int tail, int numbers, Manipulation what) {
    if (tail - at < 4) {
      return 0;
    }
    int old;
    int now;
    if (what == Manipulation.SOURCE) {
      old = Udp.sourcePort(bytes, at);
      now = numbers >>> 16;
      Udp.sourcePort(bytes, at, now);
    } else {
      old = Udp.destinationPort(bytes, at);
      now = numbers & 0xffff;
      Udp.destinationPort(bytes, at, now);
    }
    return (~old & 0xffffL) + now;
  }

  private static void tcp(
      byte[] bytes,
      int at,
      int tail,
      int numbers,
      Manipulation what,
      long change,
      boolean partial) {
    long moved = ports(bytes, at, tail, numbers, what);
    if (!Tcp.headerFits(bytes, at, tail)) {
      // An error quotes less than the header.
      return;
    }
    int old = Tcp.checksum(bytes, at);
    Tcp.checksum(bytes, at, partial ? adjustSum(old, change) : adjust(old, change + moved));
  }

  private static void udp(
      byte[] bytes,
      int at,
      int tail,
      int protocol,
      int numbers,
      Manipulation what,
      long change,
      boolean partial) {
    long moved = ports(bytes, at, tail, numbers, what);
    if (!Udp.headerFits(bytes, at, tail)) {
      return;
    }
    int old = Udp.checksum(bytes, at);
    if (partial) {
      Udp.checksum(bytes, at, adjustSum(old, change));
    } else if (old != 0 || protocol == IpProtocol.UDPLITE) {
      int now = adjust(old, change + moved);
      Udp.checksum(bytes, at, now == 0 ? 0xffff : now);
    }
  }

  /// Writes the id of a request or reply; ICMPv6 covers the addresses, too.
  private static void icmp(
      byte[] bytes, int at, int tail, Family family, int numbers, long change) {
    if (!Icmp.fits(bytes, at, tail)) {
      return;
    }
    long moved = 0;
    if (carriesId(Icmp.type(bytes, at), family)) {
      int old = Icmp.id(bytes, at);
      Icmp.id(bytes, at, numbers >>> 16);
      moved = (~old & 0xffffL) + (numbers >>> 16);
    }
    Icmp.checksum(bytes, at, adjust(Icmp.checksum(bytes, at), change + moved));
  }

  private static boolean carriesId(int type, Family family) {
    return family == Family.IPV4
        ? !Icmp.isError(type)
            && type != Icmp.ROUTER_ADVERTISEMENT
            && type != Icmp.ROUTER_SOLICITATION
        : type == 128 || type == 129;
  }
}
