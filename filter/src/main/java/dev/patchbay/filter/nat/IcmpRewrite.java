package dev.patchbay.filter.nat;

import dev.patchbay.core.HookPoint;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;

/// Translates ICMP errors: the packet inside becomes again what its sender sent, and the error goes
/// to him (`nf_nat_icmp_reply_translation`, RFC 5508).
final class IcmpRewrite {
  private final Tuple other = new Tuple();
  private final Tuple target = new Tuple();

  /// Translates an error about the connection; false when it may not pass.
  boolean translate(
      Packet packet, Family family, Connection connection, int direction, HookPoint point) {
    Manipulation what = Manipulation.at(point);
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    int at = Nat.transport(bytes, ip, packet.tail(), family);
    if (at < 0 || !Icmp.fits(bytes, at, packet.tail())) {
      return false;
    }
    if (isRedirect(Icmp.type(bytes, at), family) && !mayBeRedirected(connection)) {
      return false;
    }
    Manipulation decided = direction == Connection.ORIGINAL ? what : what.other();
    if (!connection.has(decided.bit())) {
      return true;
    }
    bytes = packet.edit();
    connection.tuple(1 - direction, other);
    if (!inside(bytes, at + Icmp.HEADER, packet.tail(), family, what.other())) {
      return false;
    }
    Conntrack.invert(other, target);
    int protocol = family == Family.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    // The error itself has no id: only its addresses change, and its checksum covers what has
    // changed inside.
    boolean moved = Rewrite.packet(bytes, ip, packet.tail(), packet.tail(), 0, target, what, false);
    if (protocol == IpProtocol.ICMP) {
      Icmp.fillChecksum(bytes, at, packet.tail());
    } else {
      Icmpv6.fillChecksum(bytes, ip, at, packet.tail());
    }
    packet.checksum(Packet.ChecksumState.NONE);
    if (moved && what == Manipulation.DESTINATION && point == HookPoint.PREROUTING) {
      packet.destination(null);
    }
    return true;
  }

  /// Redirects inside a translated connection would mislead: they pass only when it is known that
  /// nothing changes.
  private static boolean mayBeRedirected(Connection connection) {
    return connection.has(Connection.SRC_NAT_DONE)
        && connection.has(Connection.DST_NAT_DONE)
        && !connection.isTranslated();
  }

  private static boolean isRedirect(int type, Family family) {
    return family == Family.IPV4 ? type == Icmp.REDIRECT : type == Icmpv6.REDIRECT;
  }

  /// The packet inside goes the other way: its other end is translated, to what the connection's
  /// other direction has.
  private boolean inside(byte[] bytes, int ip, int tail, Family family, Manipulation what) {
    boolean fits =
        family == Family.IPV4 ? Ipv4.headerFits(bytes, ip, tail) : Ipv6.headerFits(bytes, ip, tail);
    if (!fits) {
      return false;
    }
    int transport = Nat.transport(bytes, ip, tail, family);
    if (transport < 0) {
      return false;
    }
    Rewrite.packet(bytes, ip, transport, tail, other.protocol, other, what, false);
    return true;
  }
}
