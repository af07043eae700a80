package dev.patchbay.device.bond;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of the aggregators is the active one (`ad_agg_selection_logic`), as `ad_select` says.
final class AggregatorChoice {
  private AggregatorChoice() {}

  /// The best one, or null.
  static @Nullable Aggregator choose(List<Aggregator> all, String policy) {
    Aggregator active = active(all);
    Aggregator best = active != null && active.isUp() ? active : null;
    for (Aggregator one : all) {
      if (one.activePorts() > 0 && one.isUp() && (best == null || isBetter(one, best, policy))) {
        best = one;
      }
    }
    boolean stays =
        best != null && active != null && policy.equals("stable") && isGood(active, best);
    return stays ? active : best;
  }

  static @Nullable Aggregator active(List<Aggregator> all) {
    for (Aggregator one : all) {
      if (one.active) {
        return one;
      }
    }
    return null;
  }

  /// A stable choice is kept while it works and the best is no better answered.
  private static boolean isGood(Aggregator active, Aggregator best) {
    boolean answered = active.hasPartner() || !best.hasPartner();
    boolean keyless = active.actorKey == 0 && best.actorKey != 0;
    return active.activePorts() > 0 && answered && !keyless;
  }

  private static boolean isBetter(Aggregator one, Aggregator best, String policy) {
    if (one.individual != best.individual) {
      return best.individual;
    }
    if (one.hasPartner() != best.hasPartner()) {
      return one.hasPartner();
    }
    if (policy.equals("count") && one.activePorts() != best.activePorts()) {
      return one.activePorts() > best.activePorts();
    }
    return one.bandwidth() > best.bandwidth();
  }
}
