package dev.patchbay.core;

import java.util.random.RandomGenerator;

/// Random numbers that depend on the lab's seed and on a name, and on nothing else: one consumer
/// more does not change what the others draw. SplitMix64.
public final class RandomStream implements RandomGenerator {
  private long state;

  RandomStream(long seed, String name) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + name.charAt(i) + 0x9e3779b97f4a7c15L);
    }
    state = hash;
  }

  /// 64 random bits.
  @Override
  public long nextLong() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /// A number from 0 to `bound - 1`.
  @Override
  public int nextInt(int bound) {
    return (int) Long.remainderUnsigned(nextLong(), bound);
  }

  /// A number from `from` to `to`, both included.
  public long between(long from, long to) {
    return from + Long.remainderUnsigned(nextLong(), to - from + 1);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
