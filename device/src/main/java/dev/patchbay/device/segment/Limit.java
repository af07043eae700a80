package dev.patchbay.device.segment;

/// How much a lane holds: so many frames, or frames of so many bytes.
public record Limit(long amount, boolean inBytes) {
  /// As netem has it: a thousand frames.
  public static final Limit USUAL = new Limit(1000, false);

  boolean admits(int frames, long bytes, int length) {
    return inBytes ? bytes + length <= amount : frames < amount;
  }
}
