package dev.patchbay.device.bridge.stp;

import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;

/// A timer that knows how long it still has to run.
final class TreeTimer extends Timer {
  private final EventLoop loop;
  private long due;

  TreeTimer(EventLoop loop, int machine, Runnable action) {
    super(machine, action);
    this.loop = loop;
  }

  /// It runs out in so many nanoseconds.
  void start(long nanos) {
    startAt(loop.now() + nanos);
  }

  /// It runs out at this time.
  void startAt(long time) {
    due = time;
    // A bridge speaks of its own accord: what it says belongs to nobody's journey.
    Object cause = loop.cause();
    loop.cause(null);
    loop.arm(this, due);
    loop.cause(cause);
  }

  /// When it runs out, or last did.
  long due() {
    return due;
  }

  /// It does not run out.
  void stop() {
    loop.disarm(this);
  }

  /// What is left of it, in nanoseconds; 0 when it does not run.
  long remaining() {
    return isArmed() ? Math.max(0, due - loop.now()) : 0;
  }
}
