package dev.patchbay.tools.brctl;

/// How `brctl` shows times: seconds with two digits behind the point.
final class Timer {
  private static final long NANOS = 10_000_000;

  private Timer() {}

  /// Nanoseconds in hundredths of a second.
  static long centiseconds(long nanos) {
    return nanos / NANOS;
  }

  /// Hundredths of a second: ` 0.50`.
  static String text(long centiseconds) {
    return "%4d.%02d".formatted(centiseconds / 100, centiseconds % 100);
  }
}
