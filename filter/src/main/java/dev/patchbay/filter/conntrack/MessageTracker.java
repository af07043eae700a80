package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Icmp;

/// What ICMP and ICMPv6 have in common: requests, and the replies that bear the same identifier.
/// Type, code and identifier stand at the same places in both headers.
abstract sealed class MessageTracker extends Tracker permits IcmpTracker, Icmp6Tracker {
  private final ConntrackSetting timeout;

  MessageTracker(ConntrackSetting timeout) {
    this.timeout = timeout;
  }

  /// The type that answers a type, or that it answers; -1 when there is none.
  abstract int answer(int type);

  /// Whether a message of the type may be the first of a connection.
  abstract boolean begins(int type);

  @Override
  final NumberNames numberNames() {
    return NumberNames.ICMP;
  }

  @Override
  final boolean read(byte[] bytes, int at, int tail, Tuple into) {
    if (!Icmp.fits(bytes, at, tail)) {
      return false;
    }
    into.source = Icmp.id(bytes, at);
    into.destination = Icmp.type(bytes, at) << 8 | Icmp.code(bytes, at);
    return true;
  }

  @Override
  final boolean answer(Tuple turned) {
    int asked = turned.source;
    int answer = answer(asked >>> 8);
    if (answer < 0) {
      return false;
    }
    turned.source = turned.destination;
    turned.destination = answer << 8 | (asked & 0xff);
    return true;
  }

  @Override
  final Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    if (!connection.isConfirmed() && !begins(Icmp.type(packet.bytes, packet.transport))) {
      return Answer.INVALID;
    }
    conntrack.refresh(connection, packet, info, conntrack.seconds(timeout));
    return Answer.ACCEPT;
  }
}
