package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IpProtocol;

/// ICMP: requests and their replies. Errors belong to the connection of the packet inside, see
/// [IcmpErrors].
final class IcmpTracker extends MessageTracker {
  static final int HIGHEST_TYPE = 18;

  IcmpTracker() {
    super(ConntrackSetting.ICMP_TIMEOUT);
  }

  @Override
  int protocol() {
    return IpProtocol.ICMP;
  }

  @Override
  String name() {
    return "icmp";
  }

  @Override
  int answerType(int type) {
    return switch (type) {
      case Icmp.ECHO_REQUEST -> Icmp.ECHO_REPLY;
      case Icmp.ECHO_REPLY -> Icmp.ECHO_REQUEST;
      case Icmp.TIMESTAMP_REQUEST -> Icmp.TIMESTAMP_REPLY;
      case Icmp.TIMESTAMP_REPLY -> Icmp.TIMESTAMP_REQUEST;
      case Icmp.INFORMATION_REQUEST -> Icmp.INFORMATION_REPLY;
      case Icmp.INFORMATION_REPLY -> Icmp.INFORMATION_REQUEST;
      case Icmp.MASK_REQUEST -> Icmp.MASK_REPLY;
      case Icmp.MASK_REPLY -> Icmp.MASK_REQUEST;
      default -> -1;
    };
  }

  @Override
  boolean begins(int type) {
    return type == Icmp.ECHO_REQUEST
        || type == Icmp.TIMESTAMP_REQUEST
        || type == Icmp.INFORMATION_REQUEST
        || type == Icmp.MASK_REQUEST;
  }
}
