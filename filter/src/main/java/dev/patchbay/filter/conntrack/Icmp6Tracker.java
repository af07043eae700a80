package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;

/// ICMPv6: requests and their replies (RFC 4443, RFC 4620). Neighbour discovery and group
/// membership are not tracked, errors belong to the connection of the packet inside, see
/// [IcmpErrors].
final class Icmp6Tracker extends Tracker {
  private static final int NODE_QUERY = 139;
  private static final int NODE_REPLY = 140;

  @Override
  int protocol() {
    return IpProtocol.ICMPV6;
  }

  @Override
  String name() {
    return "icmpv6";
  }

  @Override
  NumberNames numberNames() {
    return NumberNames.ICMP;
  }

  @Override
  boolean read(byte[] bytes, int at, int tail, Tuple into) {
    if (!Icmpv6.fits(bytes, at, tail)) {
      return false;
    }
    into.source = Icmpv6.id(bytes, at);
    into.destination = Icmpv6.type(bytes, at) << 8 | Icmpv6.code(bytes, at);
    return true;
  }

  @Override
  boolean invert(Tuple tuple, Tuple into) {
    int answer = answer(tuple.destination >>> 8);
    if (answer < 0) {
      return false;
    }
    into.reverse(tuple);
    into.source = tuple.source;
    into.destination = answer << 8 | (tuple.destination & 0xff);
    return true;
  }

  private static int answer(int type) {
    return switch (type) {
      case Icmpv6.ECHO_REQUEST -> Icmpv6.ECHO_REPLY;
      case Icmpv6.ECHO_REPLY -> Icmpv6.ECHO_REQUEST;
      case NODE_QUERY -> NODE_REPLY;
      case NODE_REPLY -> NODE_QUERY;
      default -> -1;
    };
  }

  /// Whether such messages are left alone: the network needs them, and nobody answers them alone.
  static boolean isUntracked(int type) {
    return (type >= Icmpv6.LISTENER_QUERY && type <= Icmpv6.NEIGHBOUR_ADVERTISEMENT)
        || type == Icmpv6.LISTENER_REPORT_V2;
  }

  @Override
  Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    int type = Icmpv6.type(packet.bytes, packet.transport);
    if (!connection.isConfirmed() && type != Icmpv6.ECHO_REQUEST && type != NODE_QUERY) {
      return Answer.INVALID;
    }
    conntrack.refresh(connection, packet, info, conntrack.seconds(ConntrackSetting.ICMPV6_TIMEOUT));
    return Answer.ACCEPT;
  }
}
