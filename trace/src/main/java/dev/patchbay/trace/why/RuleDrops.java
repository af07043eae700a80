package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.RuleStage;
import dev.patchbay.packet.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule that drops or refuses the packet.
final class RuleDrops implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.NETFILTER_DROP);
    Evidence.Found<RuleStage> rule = drop == null ? null : evidence.before(drop, RuleStage.class);
    if (drop == null || rule == null) {
      return null;
    }
    Netns netns = evidence.netns(drop);
    if (netns == null) {
      return null;
    }
    RuleStage stage = rule.stage();
    String table = stage.table().kind().word();
    String chain = stage.chain().name();
    return new Answer(
        evidence.name(netns)
            + " drops it by rule "
            + stage.number()
            + " of chain "
            + chain
            + " of table "
            + table
            + ": "
            + stage.words(),
        "the rule is not to match this traffic, or one before it is to let it pass",
        List.of(evidence.in(netns, deletion(stage))));
  }

  /// The command that takes the rule away.
  static String deletion(RuleStage stage) {
    return command(stage)
        + " -t "
        + stage.table().kind().word()
        + " -D "
        + stage.chain().name()
        + " "
        + stage.number();
  }

  /// The command that knows the rule's table.
  static String command(RuleStage stage) {
    return stage.table().family() == Family.IPV4 ? "iptables" : "ip6tables";
  }
}
