package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Addresses in order, of which the first is the first address there is: where [Intervals] begin.
abstract sealed class Boundaries {
  static Boundaries of(Family family) {
    return family == Family.IPV4 ? new Ipv4() : new Ipv6();
  }

  /// How many there is to be room for when so many fill it.
  static int room(int count) {
    return count + (count >> 3) + 4;
  }

  /// The last one from `low` to `high` that is not behind the address; the one at `low` is not.
  abstract int search(long hi, long lo, int low, int high);

  /// The first half of one.
  abstract long hi(int at);

  abstract boolean isAt(int at, long hi, long lo);

  /// Puts one among `count` others.
  abstract void insert(int at, int count, long hi, long lo);

  /// Takes one of `count` away.
  abstract void remove(int at, int count);

  /// Gives up the room behind `count`.
  abstract void trim(int count);

  /// Of IPv4: 32 bits each.
  private static final class Ipv4 extends Boundaries {
    /// So many are searched without a branch, which nothing could foresee.
    private static final int STRIDE = 8;

    /// Behind the last one there are always so many of the largest number.
    private int[] bits = filled(new int[1 + STRIDE], 1);

    private static int[] filled(int[] array, int from) {
      Arrays.fill(array, from, array.length, -1);
      return array;
    }

    @Override
    int search(long hi, long lo, int low, int high) {
      long address = hi >>> 32;
      int at = low;
      int left = high - low;
      while (left >= STRIDE) {
        int half = (left + 1) >>> 1;
        boolean behind = Integer.toUnsignedLong(bits[at + half]) > address;
        at = behind ? at : at + half;
        left = behind ? half - 1 : left - half;
      }
      at += 4 & ~sign(address, at + 4);
      at += 2 & ~sign(address, at + 2);
      at += 1 & ~sign(address, at + 1);
      return Math.min(at, high);
    }

    /// All ones when the boundary lies behind the address, else none.
    private int sign(long address, int at) {
      return (int) ((address - Integer.toUnsignedLong(bits[at])) >> 63);
    }

    @Override
    long hi(int at) {
      return (long) bits[at] << 32;
    }

    @Override
    boolean isAt(int at, long hi, long lo) {
      return bits[at] == (int) (hi >>> 32);
    }

    @Override
    void insert(int at, int count, long hi, long lo) {
      if (count + STRIDE == bits.length) {
        bits = filled(Arrays.copyOf(bits, room(count) + STRIDE), count);
      }
      System.arraycopy(bits, at, bits, at + 1, count - at);
      bits[at] = (int) (hi >>> 32);
    }

    @Override
    void remove(int at, int count) {
      System.arraycopy(bits, at + 1, bits, at, count - at);
    }

    @Override
    void trim(int count) {
      bits = filled(Arrays.copyOf(bits, count + STRIDE), count);
    }
  }

  /// Of IPv6: two halves each; the second ones only when some are not 0.
  private static final class Ipv6 extends Boundaries {
    private long[] firsts = new long[1];
    private long @Nullable [] seconds;

    @Override
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

    @Override
    long hi(int at) {
      return firsts[at];
    }

    @Override
    boolean isAt(int at, long hi, long lo) {
      long[] halves = seconds;
      return firsts[at] == hi && (halves == null ? 0 : halves[at]) == lo;
    }

    @Override
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

    @Override
    void remove(int at, int count) {
      System.arraycopy(firsts, at + 1, firsts, at, count - at - 1);
      if (seconds != null) {
        System.arraycopy(seconds, at + 1, seconds, at, count - at - 1);
      }
    }

    @Override
    void trim(int count) {
      firsts = Arrays.copyOf(firsts, count);
      seconds = seconds == null ? null : Arrays.copyOf(seconds, count);
    }
  }
}
