package dev.patchbay.core.time;

/// What time it is in a lab, and how waiting for a later time is done.
public interface Clock {
  /// A time no event reaches.
  long NEVER = Long.MAX_VALUE;

  /// The time a lab starts at: 2026-01-01 00:00:00 UTC, in nanoseconds since 1970.
  long START = 1_767_225_600_000_000_000L;

  /// Nanoseconds since 1970.
  long now();

  /// Moves to `deadline` in the given gear and returns the time reached: less than `deadline` when
  /// something from outside the lab needs attention first. With [#NEVER] only the outside can end
  /// the wait.
  ///
  /// @throws Stalled when nothing from outside can ever come
  long awaitUntil(long deadline, Gear gear);

  /// Whether every wait in the gear jumps to its deadline, and nothing else happens. The loop may
  /// then go on by itself, and jumps to where it is before it waits again.
  default boolean jumps(Gear gear) {
    return false;
  }

  /// Ends an [#awaitUntil] that is under way, or the next one. May be called by any thread.
  void wake();
}
