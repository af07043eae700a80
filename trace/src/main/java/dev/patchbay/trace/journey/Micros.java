package dev.patchbay.trace.journey;

/// Nanoseconds as a person reads them.
final class Micros {
  /// `0.0 us`, `12.5 us`, `1000.3 ms`, with as many digits as are needed.
  static String of(long nanos) {
    if (nanos < 10_000_000) {
      return decimal(nanos, 1_000, nanos % 100 == 0 ? 1 : 3) + " us";
    }
    return nanos < 10_000_000_000L
        ? decimal(nanos, 1_000_000, 3) + " ms"
        : decimal(nanos, 1_000_000_000, 3) + " s";
  }

  private static String decimal(long nanos, long unit, int digits) {
    long rest = nanos % unit;
    String after = Long.toString(unit + rest).substring(1);
    return nanos / unit + "." + after.substring(0, digits);
  }

  private Micros() {}
}
