package dev.patchbay.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How many packets were dropped for which reasons: as long as there are few, few bytes.
public final class DropCounts {
  private byte[] reasons = new byte[2];
  private long[] counts = new long[2];
  private int size;

  /// The reason of the last one, and how many came of it in a row that are not in the counts yet.
  private @Nullable DropReason recent;

  private long more;

  void count(DropReason reason) {
    if (reason == recent) {
      more++;
    } else {
      settle();
      recent = reason;
      more = 1;
    }
  }

  private void settle() {
    if (recent != null) {
      add(recent, more);
      more = 0;
    }
  }

  private void add(DropReason reason, long packets) {
    byte number = (byte) reason.ordinal();
    for (int i = 0; i < size; i++) {
      if (reasons[i] == number) {
        counts[i] += packets;
        return;
      }
    }
    if (size == counts.length) {
      reasons = Arrays.copyOf(reasons, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    reasons[size] = number;
    counts[size++] = packets;
  }

  /// How many were dropped for that reason.
  public long of(DropReason reason) {
    settle();
    byte number = (byte) reason.ordinal();
    for (int i = 0; i < size; i++) {
      if (reasons[i] == number) {
        return counts[i];
      }
    }
    return 0;
  }
}
