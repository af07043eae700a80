package dev.patchbay.device.team;

import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;

/// Something that is said a number of times, with pauses between, after a port has begun to work.
final class Repeats {
  private static final long MILLISECOND = 1_000_000;

  private final EventLoop loop;
  private final Timer timer;
  private final Runnable action;
  private long count;
  private long interval;
  private long pending;

  Repeats(EventLoop loop, int machine, Runnable action) {
    this.loop = loop;
    this.timer = new Timer(machine, this::run);
    this.action = action;
  }

  /// How often.
  Long count() {
    return count;
  }

  void count(Object value) {
    count = (Long) value;
  }

  /// The pause in milliseconds.
  Long interval() {
    return interval;
  }

  void interval(Object value) {
    interval = (Long) value;
  }

  /// Says it as often as is set, beside what is still to be said.
  void start() {
    if (count > 0) {
      pending += count;
      loop.disarm(timer);
      loop.arm(timer, loop.now());
    }
  }

  private void run() {
    pending--;
    action.run();
    if (pending > 0) {
      loop.arm(timer, loop.now() + interval * MILLISECOND);
    }
  }

  void stop() {
    pending = 0;
    loop.disarm(timer);
  }
}
