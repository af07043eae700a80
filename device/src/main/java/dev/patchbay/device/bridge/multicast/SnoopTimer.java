package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;

/// A timer of a group, a source, a port or a querier, which knows how long it still has to run.
final class SnoopTimer extends Timer {
  private final EventLoop loop;
  private long due;

  SnoopTimer(NetDevice bridge, Runnable action) {
    super(bridge.netns().machine().number(), action);
    this.loop = bridge.netns().world().loop();
  }

  /// It runs out in so many nanoseconds, whenever it would have before.
  void start(long nanos) {
    startAt(loop.now() + nanos);
  }

  /// It runs out at this time.
  void startAt(long time) {
    due = time;
    // What a bridge forgets or asks is nobody's doing.
    Object cause = loop.cause();
    loop.cause(null);
    loop.arm(this, due);
    loop.cause(cause);
  }

  /// It runs out in so many nanoseconds, unless it does so before.
  void startAtMost(long nanos) {
    if (!isArmed() || due > loop.now() + nanos) {
      start(nanos);
    }
  }

  void stop() {
    loop.disarm(this);
  }

  /// When it runs out, or last did.
  long due() {
    return due;
  }

  /// What is left of it, in nanoseconds; 0 when it does not run.
  long remaining() {
    return isArmed() ? Math.max(0, due - loop.now()) : 0;
  }
}
