package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.QdiscKind;
import org.jspecify.annotations.Nullable;

/// What the words of netem said. What is null was not said, and stays as it is. Shares are of
/// 2^32-1, delays in ticks of the packet scheduler.
record NetemOptions(
    long limit,
    long delay,
    long jitter,
    long loss,
    long duplicate,
    long gap,
    @Nullable Correlations correlations,
    @Nullable Chance reorder,
    @Nullable Chance corrupt,
    @Nullable LossModel model,
    @Nullable Rate rate,
    @Nullable Slot slot,
    boolean ecn,
    @Nullable Distribution distribution)
    implements QdiscKind.Options {
  /// How like each delay, loss and duplication is to the one before.
  record Correlations(long delay, long loss, long duplicate) {}

  /// How often something happens, and how like each time is to the one before.
  record Chance(long share, long correlation) {}

  /// Bytes a second, bytes more a packet, and cells of so many bytes with so many more each.
  record Rate(long bytes, int overhead, long cellSize, int cellOverhead) {}

  /// Packets leave together, every so many nanoseconds: between two bounds, or as a distribution
  /// has it about a delay.
  record Slot(
      long least,
      long most,
      int packets,
      int bytes,
      boolean distributed,
      @Nullable Distribution distribution) {}
}
