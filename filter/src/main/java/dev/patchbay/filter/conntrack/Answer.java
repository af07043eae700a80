package dev.patchbay.filter.conntrack;

/// What a tracker says of a packet.
enum Answer {
  /// It belongs to its connection.
  ACCEPT,
  /// It is not a valid part of a connection, and has none.
  INVALID,
  /// Its connection is over: look again.
  REPEAT,
  /// It may not pass.
  DROP
}
