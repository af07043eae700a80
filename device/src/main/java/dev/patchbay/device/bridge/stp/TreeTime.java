package dev.patchbay.device.bridge.stp;

/// How times stand in messages: in 256ths of a second, which Linux reads in whole hundredths (its
/// clock ticks).
final class TreeTime {
  static final long SECOND = 1_000_000_000L;
  private static final long CENTISECOND = SECOND / 100;
  private static final int TICKS = 256;

  private TreeTime() {}

  static int ticks(long nanos) {
    return (int) (nanos * TICKS / SECOND);
  }

  /// The next tick of the kernel's clock.
  static long tick(long nanos) {
    return Math.ceilDiv(nanos, CENTISECOND) * CENTISECOND;
  }

  static long nanos(int ticks) {
    return (ticks * 100L + TICKS - 1) / TICKS * CENTISECOND;
  }
}
