package dev.patchbay.core;

import dev.patchbay.core.text.Output;

/// One thing that happened to a packet, as a journey tells it. Every module adds its own kinds.
public interface Stage {
  /// The word a program knows the stage by: `receive`, `route`, `drop`.
  String name();

  /// Shows what happened: the device, table, rule or route that decided.
  void show(Output out);

  /// Whether only a reader who asks for more is told.
  default boolean isDetail() {
    return false;
  }
}
