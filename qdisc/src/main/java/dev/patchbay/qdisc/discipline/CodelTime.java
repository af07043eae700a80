package dev.patchbay.qdisc.discipline;

/// The clock of codel has units of 1024 ns (`codel_time_t`): what is set in microseconds comes back
/// a little smaller.
final class CodelTime {
  /// Nanoseconds are this many bits finer.
  static final int SHIFT = 10;

  private CodelTime() {}

  static long units(long micros) {
    return (micros * 1000) >> SHIFT;
  }

  static long micros(long units) {
    return (units << SHIFT) / 1000;
  }
}
