package dev.patchbay.device.segment;

/// What a lane does to the frames that it carries, in the terms of tc-netem(8).
///
/// @param delay how long a frame is under way, in nanoseconds
/// @param jitter by how much `delay` varies either way, in nanoseconds; frames may overtake
/// @param rate how fast frames are put onto the wire, in bits a second; 0 is at once
/// @param limit how much waits or is under way at most
/// @param loss how many frames vanish
/// @param duplicate how many frames come twice
/// @param corrupt in how many frames one bit is wrong
/// @param reorder how many frames skip the delay
/// @param mtu the longest network packet it carries, in bytes without the link header; 0 is any
public record Conditions(
    long delay,
    long jitter,
    long rate,
    Limit limit,
    Probability loss,
    Probability duplicate,
    Probability corrupt,
    Probability reorder,
    int mtu) {

  /// Everything arrives at once and unharmed.
  public static final Conditions NONE =
      new Conditions(
          0,
          0,
          0,
          Limit.USUAL,
          Probability.NEVER,
          Probability.NEVER,
          Probability.NEVER,
          Probability.NEVER,
          0);

  /// Whether frames are handed on at once and unharmed.
  boolean isPlain() {
    return delay == 0 && jitter == 0 && rate == 0 && mtu == 0 && !harms();
  }

  private boolean harms() {
    return loss.isPossible()
        || duplicate.isPossible()
        || corrupt.isPossible()
        || reorder.isPossible();
  }

  /// How long a frame of so many bytes takes to be put onto the wire, in nanoseconds.
  long transmissionTime(int bytes) {
    return rate == 0 ? 0 : bytes * 8_000_000_000L / rate;
  }
}
