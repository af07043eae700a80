package dev.patchbay.trace.print;

/// How the time of a frame is shown: how often `-t` was given.
public enum TimeStyle {
  /// The time of day.
  CLOCK,
  /// Not at all (`-t`).
  NONE,
  /// Seconds since 1970 (`-tt`).
  EPOCH,
  /// What has passed since the frame before (`-ttt`).
  SINCE_PREVIOUS,
  /// Date and time of day (`-tttt`).
  DATE,
  /// What has passed since the first frame (`-ttttt`).
  SINCE_FIRST
}
