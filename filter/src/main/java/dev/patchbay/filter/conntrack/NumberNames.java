package dev.patchbay.filter.conntrack;

/// What the two numbers of a [Tuple] are called, by its protocol.
public enum NumberNames {
  /// The protocol has none.
  NONE,
  /// Ports.
  PORTS,
  /// The id of an ICMP message, its type and its code.
  ICMP,
  /// The keys of GRE.
  KEYS
}
