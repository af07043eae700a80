package dev.patchbay.host;

import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Gear;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The wall clock itself (`--time real`): every wait really waits, whatever the gear. It never goes
/// back.
public final class RealClock implements Clock {
  private final Outside outside;
  private final long ahead;

  public RealClock(Outside outside) {
    this.outside = outside;
    Instant start = Instant.now();
    ahead = System.nanoTime() - TimeUnit.SECONDS.toNanos(start.getEpochSecond()) - start.getNano();
  }

  @Override
  public long now() {
    return System.nanoTime() - ahead;
  }

  @Override
  public long awaitUntil(long deadline, Gear gear) {
    if (deadline == NEVER) {
      outside.sleep(gear);
      return now();
    }
    long left = deadline - now();
    boolean woken = left > 0 && outside.sleep(left);
    return woken ? Math.min(now(), deadline) : deadline;
  }

  @Override
  public void wake() {
    outside.wake();
  }
}
