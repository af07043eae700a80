package dev.patchbay.device.bridge.stp;

import dev.patchbay.core.time.EventLoop;
import java.util.ArrayList;
import java.util.List;

/// The ports of a bridge that wait for the forward delay, to learn or to forward.
///
/// Those that began in one tick of the kernel's clock are done at once, the last one first, as with
/// timers that stand in one slot of its wheel.
final class ForwardDelays {
  private final EventLoop loop;
  private final TreeTimer timer;

  /// In the order in which they began.
  private final List<TreePort> waiting = new ArrayList<>();

  ForwardDelays(EventLoop loop, int machine) {
    this.loop = loop;
    this.timer = new TreeTimer(loop, machine, this::expired);
  }

  /// The port begins to wait, if need be anew.
  void start(TreePort port, long delay) {
    stop(port);
    port.waitsUntil = TreeTime.tick(loop.now()) + delay;
    waiting.add(port);
    if (!timer.isArmed() || port.waitsUntil < timer.due()) {
      timer.startAt(port.waitsUntil);
    }
  }

  void stop(TreePort port) {
    if (port.waitsUntil != TreePort.NEVER) {
      port.waitsUntil = TreePort.NEVER;
      waiting.remove(port);
    }
  }

  private void expired() {
    long now = loop.now();
    List<TreePort> due = new ArrayList<>();
    long next = TreePort.NEVER;
    for (TreePort port : waiting) {
      if (port.waitsUntil <= now) {
        due.add(port);
      } else {
        next = Math.min(next, port.waitsUntil);
      }
    }
    waiting.removeIf(port -> port.waitsUntil <= now);
    due.forEach(port -> port.waitsUntil = TreePort.NEVER);
    if (next != TreePort.NEVER) {
      timer.startAt(next);
    }
    due.reversed().forEach(TreePort::forwardDelayExpired);
  }
}
