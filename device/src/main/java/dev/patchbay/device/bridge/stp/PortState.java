package dev.patchbay.device.bridge.stp;

import java.util.Locale;

/// The state of a bridge port (IEEE 802.1D 8.4); the ordinals are the kernel's.
public enum PortState {
  /// It takes part in nothing.
  DISABLED,
  /// It is to forward, and waits for what other bridges say.
  LISTENING,
  /// It learns addresses, and does not forward yet.
  LEARNING,
  FORWARDING,
  /// It hears what bridges say, and nothing else passes.
  BLOCKING;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// As `bridge link` has it.
  public String word() {
    return word;
  }

  /// Whether addresses are learned from what comes in.
  public boolean learns() {
    return this == LEARNING || this == FORWARDING;
  }
}
