package dev.patchbay.core.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A clock that starts at 0, remembers each gear it was asked to go in, and can be interrupted by
/// an outside at a set time.
final class HeldClock implements Clock {
  final List<Gear> gears = new ArrayList<>();
  private long now;
  private long wakeTime = NEVER;
  private @Nullable Runnable outside;

  /// Lets `action` happen outside the lab when the clock gets to `time`.
  void wakeAt(long time, Runnable action) {
    wakeTime = time;
    outside = action;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long awaitUntil(long deadline, Gear gear) {
    gears.add(gear);
    Runnable action = outside;
    if (action != null && wakeTime < deadline) {
      now = wakeTime;
      outside = null;
      action.run();
      return now;
    }
    if (deadline == NEVER) {
      throw new Stalled();
    }
    now = Math.max(now, deadline);
    return now;
  }

  @Override
  public void wake() {}
}
