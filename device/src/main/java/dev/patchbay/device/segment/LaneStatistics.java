package dev.patchbay.device.segment;

/// What has become of the frames of a lane.
public final class LaneStatistics {
  /// Carried to the end of the lane.
  public long frames;

  /// The bytes of these, link headers included.
  public long bytes;

  /// Vanished by chance.
  public long lost;

  /// Dropped because the queue was full.
  public long overlimit;

  /// Dropped because they were longer than the MTU.
  public long tooLong;

  /// Dropped because the lane was cut, on the way or before.
  public long cut;

  /// Came twice.
  public long duplicated;

  /// Had a bit changed.
  public long corrupted;

  /// Skipped the delay.
  public long reordered;

  /// Dropped for whatever reason.
  public long dropped() {
    return lost + overlimit + tooLong + cut;
  }
}
