package dev.patchbay.stack.route;

import java.util.Arrays;

/// Cuts one of the [Ipv4Slots] into intervals: finds which of the slot's prefixes, sorted so that
/// each stands behind those that hold it, is the longest for each address.
final class SlotPainter {
  private final FibEntry[] sorted;

  /// How many first bits all addresses of the slot share.
  private final int shared;

  private final WayNumbers numbers;
  private final int[] words;
  private int count;

  /// The first address that is not yet in an interval, without the bits that all share.
  private int next;

  SlotPainter(FibEntry[] sorted, int shared, WayNumbers numbers) {
    this.sorted = sorted;
    this.shared = shared;
    this.numbers = numbers;
    this.words = new int[2 * sorted.length + 1];
  }

  int[] paint() {
    for (int at = 0; at < sorted.length; ) {
      fillUpTo(first(sorted[at]), WayNumbers.NOBODY);
      at = paint(at);
    }
    fillUpTo(1 << (Integer.SIZE - shared), WayNumbers.NOBODY);
    return Arrays.copyOf(words, count);
  }

  /// Paints a prefix, and first those within it. Returns which is the first that is not.
  private int paint(int head) {
    int number = numbers.of(sorted[head]);
    int end = first(sorted[head]) + (1 << (Integer.SIZE - sorted[head].length()));
    int at = head + 1;
    while (at < sorted.length && first(sorted[at]) < end) {
      fillUpTo(first(sorted[at]), number);
      at = paint(at);
    }
    fillUpTo(end, number);
    return at;
  }

  private int first(FibEntry head) {
    return (int) (head.hi >>> Integer.SIZE) & (-1 >>> shared);
  }

  private void fillUpTo(int end, int number) {
    if (end == next) {
      return;
    }
    next = end;
    boolean goesOn = count > 0 && (words[count - 1] & ((1 << shared) - 1)) == number;
    words[goesOn ? count - 1 : count++] = (end - 1) << shared | number;
  }
}
