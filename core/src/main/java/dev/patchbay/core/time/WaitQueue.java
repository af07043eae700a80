package dev.patchbay.core.time;

import java.util.ArrayDeque;

/// Any number of tasks that wait for the same thing: the kernel's `wait_queue_head`. Each looks
/// again when it goes on, as another may have been there first.
public final class WaitQueue {
  private final EventLoop loop;
  private final ArrayDeque<Wait> waits = new ArrayDeque<>();

  public WaitQueue(EventLoop loop) {
    this.loop = loop;
  }

  /// Waits for the next [#signal].
  ///
  /// @throws RuntimeException the task's cancellation
  public void await(Bound bound) {
    await(Clock.NEVER, bound);
  }

  /// Waits for the next [#signal] or until the time is `deadline`; returns whether it was
  /// signalled.
  ///
  /// @throws RuntimeException the task's cancellation
  public boolean await(long deadline, Bound bound) {
    Wait wait = new Wait(loop);
    waits.add(wait);
    try {
      return loop.await(wait, deadline, bound);
    } finally {
      waits.remove(wait);
    }
  }

  /// All that wait go on, in the order in which they came.
  public void signal() {
    for (Wait wait : waits) {
      wait.signal();
    }
  }
}
