package dev.patchbay.device.segment;

import dev.patchbay.core.RandomStream;

/// How often something happens by chance, as netem keeps it: in 4294967295ths.
public record Probability(long scaled) {
  private static final double SCALE = 0xffff_ffffL;

  /// It does not happen.
  public static final Probability NEVER = new Probability(0);

  /// Of a fraction from 0 to 1.
  public static Probability of(double fraction) {
    return new Probability(Math.round(fraction * SCALE));
  }

  /// A fraction from 0 to 1.
  public double fraction() {
    return scaled / SCALE;
  }

  boolean isPossible() {
    return scaled != 0;
  }

  /// Whether it happens now.
  boolean strikes(RandomStream random) {
    return scaled != 0 && scaled >= (random.nextLong() & 0xffff_ffffL);
  }
}
