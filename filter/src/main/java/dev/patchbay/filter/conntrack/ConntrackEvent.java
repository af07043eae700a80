package dev.patchbay.filter.conntrack;

/// What can happen to a connection (`ip_conntrack_events`).
public enum ConntrackEvent {
  /// It has come into the table.
  NEW,
  /// Another connection called for it, and it has come into the table.
  RELATED,
  /// It has left the table.
  DESTROY,
  /// The first answer has come.
  REPLY,
  /// It is not given up early from now on.
  ASSURED,
  /// Its protocol's state has changed.
  PROTOCOL,
  /// It has got a helper.
  HELPER,
  /// Its mark has changed.
  MARK,
  /// Its sequence numbers are moved.
  SEQUENCE,
  /// Its labels have changed.
  LABEL
}
