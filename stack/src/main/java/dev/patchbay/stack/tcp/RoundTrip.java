package dev.patchbay.stack.tcp;

/// How long an answer takes, and how long to wait for one (RFC 6298, as `tcp_rtt_estimator` does
/// it). Times are in microseconds; the timeout is in nanoseconds.
final class RoundTrip {
  static final long MILLISECOND = 1_000_000;
  static final long SECOND = 1_000_000_000;
  static final long RTO_MIN = 200 * MILLISECOND;
  static final long RTO_MAX = 120 * SECOND;

  /// Before there is a measurement (RFC 6298 section 2.1), and when it took longer (2.7).
  static final long RTO_INITIAL = SECOND;

  static final long RTO_FALLBACK = 3 * SECOND;

  /// Smoothed, times eight; 0 before the first measurement.
  private int smoothed;

  /// Mean deviation, times four.
  private int deviation = (int) (RTO_INITIAL / 1000);

  private int largestDeviation;

  /// Smoothed largest deviation.
  private int variation = (int) (RTO_INITIAL / 1000);

  /// Where the variation may decrease again.
  private int sequence;

  private long timeout = RTO_INITIAL;
  private long least = RTO_MIN;
  private int backoff;

  /// The least that was measured lately, and when.
  private int minimum = -1;

  private long minimumTime;

  /// Takes a measurement.
  void measure(int micros, int sndUna, int sndNxt) {
    int rtt = Math.max(micros, 1);
    if (smoothed == 0) {
      smoothed = rtt << 3;
      deviation = rtt << 1;
      variation = Math.max(deviation, leastMicros());
      largestDeviation = variation;
      sequence = sndNxt;
    } else {
      update(rtt, sndUna, sndNxt);
    }
    timeout = clamp((smoothed >>> 3) + (long) variation);
  }

  private int leastMicros() {
    return (int) (least / 1000);
  }

  private void update(int rtt, int sndUna, int sndNxt) {
    int error = rtt - (smoothed >>> 3);
    smoothed += error;
    if (error < 0) {
      error = -error - (deviation >>> 2);
      // A path that became quicker shall not look like one that varies (Eifel).
      error = error > 0 ? error >> 3 : error;
    } else {
      error -= deviation >>> 2;
    }
    deviation += error;
    if (deviation > largestDeviation) {
      largestDeviation = deviation;
      variation = Math.max(variation, largestDeviation);
    }
    if (Sequence.after(sndUna, sequence)) {
      if (largestDeviation < variation) {
        variation -= (variation - largestDeviation) >> 2;
      }
      sequence = sndNxt;
      largestDeviation = leastMicros();
    }
  }

  private static long clamp(long micros) {
    return Math.min(micros * 1000, RTO_MAX);
  }

  /// Remembers the least within a window of `windowSeconds`.
  void measureMinimum(int micros, long now, int windowSeconds) {
    if (minimum < 0 || micros <= minimum || now - minimumTime > windowSeconds * SECOND) {
      minimum = Math.max(micros, 1);
      minimumTime = now;
    }
  }

  /// The least that was measured, or -1.
  int minimum() {
    return minimum;
  }

  /// Smoothed, in microseconds; 0 before the first measurement.
  int smoothed() {
    return smoothed >>> 3;
  }

  /// Smoothed, times eight.
  int smoothedTimes8() {
    return smoothed;
  }

  /// How much it varies, in microseconds.
  int variation() {
    return deviation >>> 2;
  }

  boolean isKnown() {
    return smoothed != 0;
  }

  /// How long to wait for an acknowledgement, in nanoseconds.
  long timeout() {
    return timeout;
  }

  void timeout(long nanos) {
    timeout = Math.min(nanos, RTO_MAX);
  }

  /// The least that a route lets it wait (`rto_min`), in nanoseconds.
  void least(long nanos) {
    least = nanos;
  }

  long least() {
    return least;
  }

  /// How often the timeout has been doubled.
  int backoff() {
    return backoff;
  }

  void backOff() {
    backoff++;
  }

  /// One doubling is taken back.
  void takeBackBackoff() {
    backoff--;
    long base = smoothed == 0 ? RTO_INITIAL : clamp((smoothed >>> 3) + (long) variation);
    timeout = Math.min(base << backoff, RTO_MAX);
  }

  void resetBackoff() {
    backoff = 0;
  }

  /// The timeout that the measurements say, doubled by nothing.
  void recompute() {
    if (smoothed != 0) {
      timeout = clamp((smoothed >>> 3) + (long) variation);
    }
  }

  /// Mean deviation in microseconds, times four.
  int variationTimes4() {
    return deviation;
  }

  /// What an earlier connection has seen, in microseconds times eight, is waited for, unless the
  /// handshake took longer; 0 is nothing (`tcp_init_metrics`).
  void expect(int trip) {
    if (trip > smoothed) {
      long nanos = trip / 8 * 1000L;
      timeout = nanos + Math.max(2 * nanos, least);
    } else if (smoothed == 0) {
      fallBack();
    }
  }

  /// Forgets what the handshake is thought to have taken: a SYN was sent again (RFC 6298 5.7).
  void fallBack() {
    deviation = (int) (RTO_FALLBACK / 1000);
    variation = deviation;
    largestDeviation = deviation;
    timeout = RTO_FALLBACK;
  }
}
