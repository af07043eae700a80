package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.RandomStream;

/// Random numbers of 32 bits, each as like the one before as its correlation says (`crndstate`).
final class CorrelatedRandom {
  private static final long SPAN = 1L << 32;

  private final RandomStream random;
  private long last;
  private long correlation;

  CorrelatedRandom(RandomStream random) {
    this.random = random;
  }

  /// How like: a share of 2^32-1.
  void correlation(long share) {
    correlation = share;
    last = random.nextLong() >>> 32;
  }

  long correlation() {
    return correlation;
  }

  long next() {
    long value = random.nextLong() >>> 32;
    if (correlation == 0) {
      return value;
    }
    long rho = correlation + 1;
    // Both products may need 64 bits, their sum does not.
    last = (value * (SPAN - rho) + last * rho) >>> 32;
    return last;
  }

  /// Whether something happens that is to happen in this share of the cases.
  boolean happens(long share) {
    return share != 0 && share >= next();
  }
}
