package dev.patchbay.core.time;

import org.jspecify.annotations.Nullable;

/// What a task waits for. Whoever brings it about calls [#signal]. Used for one wait after the
/// other by one task.
public final class Wait {
  private final EventLoop loop;
  @Nullable Task task;
  private boolean ready;

  public Wait(EventLoop loop) {
    this.loop = loop;
  }

  /// It has come about: the task that waits goes on when its turn comes. Before anyone waits, the
  /// next wait ends at once.
  public void signal() {
    if (!ready) {
      ready = true;
      if (task != null) {
        loop.ready(task);
      }
    }
  }

  /// Whether it has come about since the last time this was asked.
  boolean takeReady() {
    boolean was = ready;
    ready = false;
    return was;
  }
}
