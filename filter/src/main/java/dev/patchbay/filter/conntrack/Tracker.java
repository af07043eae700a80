package dev.patchbay.filter.conntrack;

/// How the connections of one protocol are followed (`nf_conntrack_l4proto`).
abstract class Tracker {
  /// There are no such numbers.
  static final long NONE = -1;

  /// The number of the protocol, or 0 for whatever has no tracker of its own.
  abstract int protocol();

  /// The name that listings show.
  abstract String name();

  /// Reads the two numbers by which the protocol tells flows apart from the header at `at`: 32
  /// bits, that of the source first, or [#NONE] when they are not there.
  long numbers(byte[] bytes, int at, int tail) {
    return 0;
  }

  /// Writes the tuple of the answers to `into`; false when nothing answers such a packet.
  final boolean invert(Tuple tuple, Tuple into) {
    into.reverse(tuple);
    return answer(into);
  }

  /// Makes of a tuple that has been turned round that of the answers; false when nothing answers
  /// such a packet.
  final boolean answer(Tuple turned) {
    long numbers = answer(turned.numbers());
    if (numbers == NONE) {
      return false;
    }
    turned.numbers((int) numbers);
    return true;
  }

  /// Makes of the numbers of a tuple that has been turned round those of the answers, or [#NONE]
  /// when nothing answers such a packet.
  long answer(int turned) {
    return turned & 0xffff_ffffL;
  }

  /// Takes a packet of the connection, which has not been confirmed when this is its first; `info`
  /// tells what the packet is to it.
  abstract Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info);

  /// Whether the connection may go when there is no room for a new one.
  boolean mayBeDroppedEarly(Connection connection) {
    return !connection.has(Connection.ASSURED);
  }

  /// Whether nothing is to come any more.
  boolean isClosed(Connection connection) {
    return false;
  }

  /// The state of the connection as listings show it, or the empty text.
  String stateName(Connection connection) {
    return "";
  }

  /// Puts the connection into the state of that name, if the protocol has states.
  void state(Connection connection, String name) {}

  /// What shows the two numbers of a tuple.
  NumberNames numberNames() {
    return NumberNames.NONE;
  }
}
