package dev.patchbay.device.bridge;

import java.util.Locale;

/// The state of a bridge port (IEEE 802.1D 8.4); the ordinals are the kernel's.
public enum PortState {
  DISABLED,
  LISTENING,
  LEARNING,
  FORWARDING,
  BLOCKING;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// As `bridge link` has it.
  public String word() {
    return word;
  }

  /// Whether addresses are learned from what comes in.
  boolean learns() {
    return this == LEARNING || this == FORWARDING;
  }
}
