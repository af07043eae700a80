package dev.patchbay.qdisc;

import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// A class of a discipline: where another discipline may hang.
public interface QdiscClass {
  /// Its number.
  int id();

  /// The class it is in, or the discipline.
  int parent();

  /// What hangs on it, or null.
  @Nullable Qdisc leaf();

  /// What it has counted, or null when it counts nothing.
  default @Nullable QueueStatistics statistics() {
    Qdisc leaf = leaf();
    return leaf == null ? null : leaf.statistics();
  }

  /// Its rate is estimated no more.
  static void stopEstimate(QdiscClass of, Qdisc in) {
    QueueStatistics statistics = of.statistics();
    if (statistics != null) {
      statistics.estimate(null, in.device().netns());
    }
  }

  /// Shows what it is set to.
  default void show(Page page) {}

  /// Shows what it alone counts; returns whether there was anything.
  default boolean showStatistics(Page page) {
    return false;
  }
}
