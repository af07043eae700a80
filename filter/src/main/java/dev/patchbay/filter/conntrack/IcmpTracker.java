package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IpProtocol;

/// ICMP: requests and their replies. Errors belong to the connection of the packet inside, see
/// [IcmpErrors].
final class IcmpTracker extends Tracker {
  static final int HIGHEST_TYPE = 18;

  @Override
  int protocol() {
    return IpProtocol.ICMP;
  }

  @Override
  String name() {
    return "icmp";
  }

  @Override
  NumberNames numberNames() {
    return NumberNames.ICMP;
  }

  @Override
  boolean read(byte[] bytes, int at, int tail, Tuple into) {
    if (!Icmp.fits(bytes, at, tail)) {
      return false;
    }
    into.source = Icmp.id(bytes, at);
    into.destination = Icmp.type(bytes, at) << 8 | Icmp.code(bytes, at);
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

  /// The type that answers a type, or that it answers; -1 when there is none.
  private static int answer(int type) {
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

  private static boolean begins(int type) {
    return type == Icmp.ECHO_REQUEST
        || type == Icmp.TIMESTAMP_REQUEST
        || type == Icmp.INFORMATION_REQUEST
        || type == Icmp.MASK_REQUEST;
  }

  @Override
  Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    if (!connection.isConfirmed() && !begins(Icmp.type(packet.bytes, packet.transport))) {
      return Answer.INVALID;
    }
    conntrack.refresh(connection, packet, info, conntrack.seconds(ConntrackSetting.ICMP_TIMEOUT));
    return Answer.ACCEPT;
  }
}
