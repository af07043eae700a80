package dev.patchbay.stack.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Numbers for the ways of a table's prefixes, so that a word can hold one. There are so many
/// numbers and no more: a way that gets none is looked up more slowly.
final class WayNumbers {
  /// No prefix at all.
  static final int NOBODY = 0;

  /// A prefix of which more must be known than one way.
  static final int SEVERAL = 1;

  /// An address whose slot has slots of its own.
  static final int DEEPER = 2;

  private static final int FIRST = 3;
  private static final int TRIES = 32;

  private final int limit;
  private @Nullable Way[] ways = new @Nullable Way[16];
  private int next = FIRST;

  WayNumbers(int limit) {
    this.limit = limit;
  }

  /// The way of that number; null where there is not just one.
  @Nullable Way way(int number) {
    return ways[number];
  }

  /// The number of the way of the prefix, if it has but one route, for any type of service.
  int of(FibEntry head) {
    return head.next != null || head.tos() != 0 ? SEVERAL : of(head.way);
  }

  private int of(Way way) {
    int known = way.number;
    if (known < ways.length && ways[known] == way) {
      return known;
    }
    for (int i = 0; i < TRIES; i++) {
      int number = next;
      next = number + 1 < limit ? number + 1 : FIRST;
      if (isFree(number)) {
        ways[number] = way;
        way.number = number;
        return number;
      }
    }
    return SEVERAL;
  }

  /// A way that no route is of any more leaves its number to another one.
  private boolean isFree(int number) {
    if (number >= ways.length) {
      ways = Arrays.copyOf(ways, Math.min(2 * ways.length, limit));
    }
    Way way = ways[number];
    return way == null || way.users == 0;
  }
}
