package dev.patchbay.core.time;

import java.util.EnumSet;
import java.util.List;

/// How the virtual clock moves. The foreground chooses, see [Bound].
public enum Gear {
  /// To the next event at once.
  JUMP,
  /// One to one with the wall clock.
  PACE,
  /// Not at all: a program of the host is at work, and takes no virtual time.
  STAND;

  /// What the waits of the tasks ask for. When the foreground only waits for others, the background
  /// says for it.
  static Gear askedBy(List<Task> tasks) {
    EnumSet<Bound> front = EnumSet.noneOf(Bound.class);
    EnumSet<Bound> back = EnumSet.noneOf(Bound.class);
    for (Task task : tasks) {
      (task.isForeground() ? front : back).add(task.bound);
    }
    front.remove(Bound.OTHERS);
    // Nobody can tell how long a program of the host takes, so it must not be overtaken.
    Gear free = back.contains(Bound.HOST) ? PACE : JUMP;
    EnumSet<Bound> asked = front.isEmpty() ? back : front;
    if (asked.contains(Bound.BOUNDED)) {
      return free;
    }
    if (asked.contains(Bound.ENDLESS)) {
      return PACE;
    }
    return front.contains(Bound.HOST) ? STAND : free;
  }
}
