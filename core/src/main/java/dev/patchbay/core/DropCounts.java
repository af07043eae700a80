package dev.patchbay.core;

import java.util.Arrays;

/// How many packets were dropped for which reasons: as long as there are few, few bytes.
public final class DropCounts {
  private byte[] reasons = new byte[2];
  private long[] counts = new long[2];
  private int size;

  void count(DropReason reason) {
    byte number = (byte) reason.ordinal();
    for (int i = 0; i < size; i++) {
      if (reasons[i] == number) {
        counts[i]++;
        return;
      }
    }
    if (size == counts.length) {
      reasons = Arrays.copyOf(reasons, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    reasons[size] = number;
    counts[size++] = 1;
  }

  /// How many were dropped for that reason.
  public long of(DropReason reason) {
    byte number = (byte) reason.ordinal();
    for (int i = 0; i < size; i++) {
      if (reasons[i] == number) {
        return counts[i];
      }
    }
    return 0;
  }
}
