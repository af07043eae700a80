package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;

/// ICMPv6: requests and their replies (RFC 4443, RFC 4620). Neighbour discovery and group
/// membership are not tracked, errors belong to the connection of the packet inside, see
/// [IcmpErrors].
final class Icmp6Tracker extends MessageTracker {
  private static final int NODE_QUERY = 139;
  private static final int NODE_REPLY = 140;

  Icmp6Tracker() {
    super(ConntrackSetting.ICMPV6_TIMEOUT);
  }

  @Override
  int protocol() {
    return IpProtocol.ICMPV6;
  }

  @Override
  String name() {
    return "icmpv6";
  }

  @Override
  int answerType(int type) {
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
  boolean begins(int type) {
    return type == Icmpv6.ECHO_REQUEST || type == NODE_QUERY;
  }
}
