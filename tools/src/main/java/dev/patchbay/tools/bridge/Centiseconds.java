package dev.patchbay.tools.bridge;

import java.util.Locale;

/// A time as `bridge` shows it.
final class Centiseconds {
  private static final long NANOS = 10_000_000;

  private Centiseconds() {}

  /// Seconds in a field of four, and hundredths.
  static String field(long nanos) {
    long hundredths = nanos / NANOS;
    return String.format(Locale.ROOT, "%4d.%02d", hundredths / 100, hundredths % 100);
  }
}
