package dev.patchbay.stack.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Addresses of IPv6 in order, of which the first is the first address there is: where [Intervals]
/// begin. Two halves each; the second ones only when some are not 0.
final class Boundaries {
  private long[] firsts = new long[1];
  private long @Nullable [] seconds;

  /// How many there is to be room for when so many fill it.
  static int room(int count) {
    return count + (count >> 3) + 4;
  }

  /// The last one from `low` to `high` that is not behind the address; the one at `low` is not.
  int search(long hi, long lo, int low, int high) {
    int from = low;
    int to = high;
    while (from < to) {
      int middle = (from + to + 1) >>> 1;
      if (isBehind(middle, hi, lo)) {
        to = middle - 1;
      } else {
        from = middle;
      }
    }
    return from;
  }

  private boolean isBehind(int at, long hi, long lo) {
    long first = firsts[at];
    if (first != hi) {
      return Long.compareUnsigned(first, hi) > 0;
    }
    long[] halves = seconds;
    return halves != null && Long.compareUnsigned(halves[at], lo) > 0;
  }

  /// The first half of one.
  long hi(int at) {
    return firsts[at];
  }

  boolean isAt(int at, long hi, long lo) {
    long[] halves = seconds;
    return firsts[at] == hi && (halves == null ? 0 : halves[at]) == lo;
  }

  /// Puts one among `count` others.
  void insert(int at, int count, long hi, long lo) {
    if (count == firsts.length) {
      firsts = Arrays.copyOf(firsts, room(count));
      seconds = seconds == null ? null : Arrays.copyOf(seconds, firsts.length);
    }
    System.arraycopy(firsts, at, firsts, at + 1, count - at);
    firsts[at] = hi;
    if (seconds == null && lo != 0) {
      seconds = new long[firsts.length];
    }
    long[] halves = seconds;
    if (halves != null) {
      System.arraycopy(halves, at, halves, at + 1, count - at);
      halves[at] = lo;
    }
  }

  /// Takes one of `count` away.
  void remove(int at, int count) {
    System.arraycopy(firsts, at + 1, firsts, at, count - at - 1);
    if (seconds != null) {
      System.arraycopy(seconds, at + 1, seconds, at, count - at - 1);
    }
  }

  /// Gives up the room behind `count`.
  void trim(int count) {
    firsts = Arrays.copyOf(firsts, count);
    seconds = seconds == null ? null : Arrays.copyOf(seconds, count);
  }
}
