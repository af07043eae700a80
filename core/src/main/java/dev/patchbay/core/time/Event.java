package dev.patchbay.core.time;

import org.jspecify.annotations.Nullable;

/// Something that happens at a time. An event is armed at most once; it may be armed again when it
/// has run.
public abstract class Event {
  static final int IDLE = -1;

  /// Where it stands in its heap, or [#IDLE].
  int place = IDLE;

  /// What was under way when it was armed, see [EventLoop#cause].
  @Nullable Object cause;

  /// Which machine it belongs to; among events of one nanosecond the lower goes first.
  final int machine;

  /// An event of machine number `machine`; 0 belongs to the lab.
  protected Event(int machine) {
    this.machine = machine;
  }

  /// Whether it is to happen.
  public final boolean isArmed() {
    return place != IDLE;
  }

  /// Happens, at the loop's `now`.
  protected abstract void run();
}
