package dev.patchbay.core.time;

import java.util.concurrent.atomic.AtomicBoolean;

/// The clock without an outside: every gear jumps.
public final class VirtualClock implements Clock {
  private final AtomicBoolean woken = new AtomicBoolean();
  private long now = START;

  @Override
  public long now() {
    return now;
  }

  @Override
  public long awaitUntil(long deadline, Gear gear) {
    if (deadline != NEVER) {
      now = Math.max(now, deadline);
    } else if (!woken.getAndSet(false)) {
      throw new Stalled();
    }
    return now;
  }

  @Override
  public boolean jumps(Gear gear) {
    return true;
  }

  @Override
  public void wake() {
    // A jump is over when it has begun; but a thread may have posted something since the loop last
    // looked.
    woken.set(true);
  }
}
