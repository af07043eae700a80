package dev.patchbay.host;

import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Gear;

/// Virtual time whose gears are real: it jumps, keeps pace with the wall clock, or stands until
/// something comes from outside.
///
/// Pacing begins anew whenever the gear has changed, and when the lab has fallen more than a second
/// behind (a stopped process, a network too busy for one to one): what was missed is not run
/// through in a rush.
public final class HostClock implements Clock {
  private static final long MOST_BEHIND = 1_000_000_000L;

  private final Outside outside;
  private Gear gear = Gear.JUMP;
  private long now = START;

  /// What the wall clock shows less what this one shows, while it paces.
  private long ahead;

  public HostClock(Outside outside) {
    this.outside = outside;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long awaitUntil(long deadline, Gear gear) {
    if (gear != this.gear) {
      this.gear = gear;
      beginPacing();
    }
    if (gear == Gear.PACE) {
      pace(deadline);
    } else if (gear == Gear.STAND || deadline == NEVER) {
      outside.sleep(gear);
    } else {
      now = Math.max(now, deadline);
    }
    return now;
  }

  @Override
  public boolean jumps(Gear gear) {
    return gear == Gear.JUMP;
  }

  @Override
  public void wake() {
    outside.wake();
  }

  private void pace(long deadline) {
    if (deadline == NEVER) {
      outside.sleep(Gear.PACE);
      now = Math.max(now, paced());
      return;
    }
    long left = deadline - paced();
    if (left < -MOST_BEHIND) {
      beginPacing();
    }
    if (left > 0 && outside.sleep(left)) {
      now = Math.clamp(paced(), now, Math.max(now, deadline));
    } else {
      now = Math.max(now, deadline);
    }
  }

  private void beginPacing() {
    ahead = System.nanoTime() - now;
  }

  private long paced() {
    return System.nanoTime() - ahead;
  }
}
