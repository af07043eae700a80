package dev.patchbay.core.time;

import java.util.function.BooleanSupplier;

/// Looks through a table every so often, as long as there is something in it: so what is over
/// leaves it although nobody asks, and an empty one costs no event.
public final class Sweep {
  private final EventLoop loop;
  private final Timer timer;
  private final long interval;
  private final BooleanSupplier leavesAny;

  /// @param machine whose events these are
  /// @param interval nanoseconds between two looks
  /// @param leavesAny takes out what is over, and says whether anything is left
  public Sweep(EventLoop loop, int machine, long interval, BooleanSupplier leavesAny) {
    this.loop = loop;
    this.timer = new Timer(machine, this::look);
    this.interval = interval;
    this.leavesAny = leavesAny;
  }

  /// Something has come into the table.
  public void begin() {
    if (!timer.isArmed()) {
      loop.arm(timer, loop.now() + interval);
    }
  }

  /// The table is gone.
  public void stop() {
    loop.disarm(timer);
  }

  private void look() {
    if (leavesAny.getAsBoolean()) {
      begin();
    }
  }
}
