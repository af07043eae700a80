package dev.patchbay.device.macvlan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whom a device talks to beside the world outside (`MACVLAN_MODE_…`).
enum MacvlanMode {
  /// None of the others, even when the switch outside sends frames back.
  PRIVATE(1),
  /// The others by way of a switch outside that sends frames back.
  VEPA(2),
  /// The others directly.
  BRIDGE(4),
  /// There are no others: it has the parent to itself.
  PASSTHRU(8),
  /// Whoever sends from an address on its list.
  SOURCE(16);

  /// Its bit among the modes that a frame goes to.
  final int bit;

  MacvlanMode(int bit) {
    this.bit = bit;
  }

  /// How `ip link` calls it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable MacvlanMode of(String word) {
    for (MacvlanMode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    return null;
  }
}
