package dev.patchbay.stack.tcp;

import java.util.ArrayDeque;

/// How many connections of a listener wait for the ACK after a fast open (`fastopen_queue`). One
/// that was reset counts a minute longer, so that forged SYNs end fast open before they do harm.
final class FastOpenQueue {
  private static final long REMEMBERED = 60 * RoundTrip.SECOND;

  private int most;
  private int length;
  private final ArrayDeque<Long> resets = new ArrayDeque<>(0);

  FastOpenQueue() {}

  /// How many there may be; 0 is that there is no fast open.
  int most() {
    return most;
  }

  void most(int connections) {
    most = connections;
  }

  /// Whether there is room for one more, perhaps because a reset is forgotten now.
  boolean makesRoom(long now) {
    if (length < most) {
      return true;
    }
    Long oldest = resets.peek();
    if (oldest == null || oldest > now) {
      return false;
    }
    resets.remove();
    length--;
    return true;
  }

  void add() {
    length++;
  }

  /// One waits no more; it was reset at that time, unless that is 0.
  void remove(long resetAt) {
    if (resetAt == 0) {
      length--;
    } else {
      resets.add(resetAt + REMEMBERED);
    }
  }
}
