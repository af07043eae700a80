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
  abstract int answerType(int type);

  /// Whether a message of the type may be the first of a connection.
  abstract boolean begins(int type);

  @Override
  final NumberNames numberNames() {
    return NumberNames.ICMP;
  }

  @Override
  final long numbers(byte[] bytes, int at, int tail) {
    if (!Icmp.fits(bytes, at, tail)) {
      return NONE;
    }
    long id = Icmp.id(bytes, at);
    return id << 16 | Icmp.type(bytes, at) << 8 | Icmp.code(bytes, at);
  }

  @Override
  final long answer(int turned) {
    int asked = turned >>> 16;
    int answer = answerType(asked >>> 8);
    long id = turned & 0xffff;
    return answer < 0 ? NONE : id << 16 | answer << 8 | (asked & 0xff);
  }

  @Override
  final Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    if (!connection.isConfirmed() && !begins(Icmp.type(packet.bytes(), packet.transport))) {
      return Answer.INVALID;
    }
    conntrack.refresh(connection, packet, info, conntrack.seconds(timeout));
    return Answer.ACCEPT;
  }
}
