package dev.patchbay.device.ipvlan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where packets are switched and routed (`IPVLAN_MODE_…`).
enum IpvlanMode {
  /// Each device resolves neighbours itself, frames leave by the parent.
  L2,
  /// Packets are routed by the parent's namespace on the way out.
  L3,
  /// As l3, and what comes in passes the parent's namespace, its filters included.
  L3S;

  /// How `ip link` calls it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the parent's namespace routes.
  boolean routes() {
    return this != L2;
  }

  static @Nullable IpvlanMode of(String word) {
    for (IpvlanMode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    return null;
  }
}
