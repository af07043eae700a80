package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.RuleStage;
import dev.patchbay.filter.conntrack.TrackStage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule drops what connection tracking has not seen the beginning of: there and back take
/// different ways.
final class ConntrackInvalid implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.NETFILTER_DROP);
    Evidence.Found<TrackStage> track =
        drop == null ? null : evidence.before(drop, TrackStage.class);
    Evidence.Found<RuleStage> rule = drop == null ? null : evidence.before(drop, RuleStage.class);
    if (drop == null || track == null || rule == null) {
      return null;
    }
    Netns netns = evidence.netns(drop);
    if (netns == null || !track.stage().state().equals("INVALID")) {
      return null;
    }
    RuleStage stage = rule.stage();
    return new Answer(
        "conntrack in "
            + evidence.name(netns)
            + " finds it INVALID, and rule "
            + stage.number()
            + " of chain "
            + stage.chain().name()
            + " drops it: "
            + stage.words(),
        "answers are to come back the way that the questions went, or the rule is to let them pass",
        List.of(evidence.in(netns, RuleDrops.deletion(stage))));
  }
}
