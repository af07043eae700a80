package dev.patchbay.core.time;

import java.util.List;

/// How the virtual clock moves. The foreground chooses, see [Bound].
public enum Gear {
  /// To the next event at once.
  JUMP,
  /// One to one with the wall clock.
  PACE,
  /// Not at all: a program of the host is at work, and takes no virtual time.
  STAND;

  /// What the waits of the tasks ask for that are not stopped. When the foreground only waits for
  /// others, the background says for it. A wait without a bound has one all the same where somebody
  /// ends it in time.
  static Gear askedBy(List<Task> tasks, boolean endsWaits) {
    int front = 0;
    int back = 0;
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      if (task.isStopped()) {
        continue;
      }
      if (!task.isForeground()) {
        back |= bit(task.bound);
      } else if (task.bound != Bound.OTHERS) {
        front |= bit(task.bound);
      }
    }
    // Nobody can tell how long a program of the host takes, so it must not be overtaken.
    Gear free = has(back, Bound.HOST) ? PACE : JUMP;
    int asked = front == 0 ? back : front;
    if (has(asked, Bound.BOUNDED)) {
      return free;
    }
    if (has(asked, Bound.ENDLESS)) {
      return endsWaits ? free : PACE;
    }
    return has(front, Bound.HOST) ? STAND : free;
  }

  private static int bit(Bound bound) {
    return 1 << bound.ordinal();
  }

  private static boolean has(int bounds, Bound bound) {
    return (bounds & bit(bound)) != 0;
  }
}
