package dev.patchbay.qdisc;

import org.jspecify.annotations.Nullable;

/// How the rate of a discipline or a class is estimated (`struct tc_estimator`).
///
/// @param interval how often is looked: every quarter of a second, doubled so many times
/// @param averaging what has been seen lately counts for one part in two to this power
public record Estimator(int interval, int averaging) {
  /// Microseconds.
  private static final int QUARTER = 250_000;

  private static final int MOST_DOUBLINGS = 5;
  private static final int MOST_AVERAGING = 31;

  /// One that looks each `micros` and takes its mean over `constant` microseconds; null when that
  /// is out of range (`tc_setup_estimator`).
  public static @Nullable Estimator of(long micros, long constant) {
    int interval = 0;
    while (interval <= MOST_DOUBLINGS && micros > (long) QUARTER << interval) {
      interval++;
    }
    int averaging = 1;
    while (averaging <= MOST_AVERAGING
        && micros / -Math.log(1 - 1.0 / (1L << averaging)) <= constant) {
      averaging++;
    }
    averaging--;
    boolean fits = interval <= MOST_DOUBLINGS && averaging != 0 && averaging < MOST_AVERAGING;
    return fits ? new Estimator(interval, averaging) : null;
  }

  /// The nanoseconds between two looks.
  long nanos() {
    return (QUARTER * 1000L) << interval;
  }
}
