package dev.patchbay.device.bond;

import java.util.ArrayList;
import java.util.List;

/// The bits of an LACP port's state (IEEE 802.1AX 6.4.2.3).
final class LacpState {
  static final int ACTIVE = 1;
  static final int SHORT_TIMEOUT = 1 << 1;
  static final int AGGREGATING = 1 << 2;
  static final int IN_SYNC = 1 << 3;
  static final int COLLECTING = 1 << 4;
  static final int DISTRIBUTING = 1 << 5;
  static final int DEFAULTED = 1 << 6;
  static final int EXPIRED = 1 << 7;

  private static final List<String> WORDS =
      List.of(
          "active",
          "short_timeout",
          "aggregating",
          "in_sync",
          "collecting",
          "distributing",
          "defaulted",
          "expired");

  private LacpState() {}

  /// The bits by name.
  static List<String> words(int state) {
    List<String> words = new ArrayList<>();
    for (int bit = 0; bit < WORDS.size(); bit++) {
      if ((state & 1 << bit) != 0) {
        words.add(WORDS.get(bit));
      }
    }
    return words;
  }
}
