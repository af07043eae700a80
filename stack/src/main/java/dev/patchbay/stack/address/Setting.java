package dev.patchbay.stack.address;

/// One of the integers a family keeps for each device, a file under `conf`.
public sealed interface Setting permits Ipv4Setting, Ipv6Setting {
  /// The file that holds it.
  String file();

  /// Its place in [Settings].
  int ordinal();

  /// What `default` and devices have in a machine that has just booted.
  int initial();

  /// What `all` has.
  int initialForAll();

  /// The least that may be written.
  int min();

  /// The most that may be written; [#isUnsigned] says how it is meant.
  int max();

  /// Whether the number has no sign.
  boolean isUnsigned();

  boolean isReadOnly();
}
