package dev.patchbay.qdisc;

import dev.patchbay.core.time.Timer;

/// Lets a device's queue look again when a packet may go (`qdisc_watchdog`).
public final class Watchdog {
  private final Qdisc qdisc;
  private final Timer timer;

  public Watchdog(Qdisc qdisc) {
    this.qdisc = qdisc;
    this.timer = new Timer(qdisc.device().netns().machine().number(), qdisc.traffic()::run);
  }

  /// Looks again at `time`, nanoseconds of the lab's clock.
  public void schedule(long time) {
    qdisc.world().loop().arm(timer, time);
  }

  /// Does not look again.
  public void cancel() {
    qdisc.world().loop().disarm(timer);
  }
}
