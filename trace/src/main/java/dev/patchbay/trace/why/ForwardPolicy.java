package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.PolicyStage;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.ip.IpStages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chain whose policy is DROP, and no rule lets the packet pass.
final class ForwardPolicy implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.NETFILTER_DROP);
    Evidence.Found<PolicyStage> policy =
        drop == null ? null : evidence.before(drop, PolicyStage.class);
    if (drop == null || policy == null || !isLast(evidence, drop, policy.entry())) {
      return null;
    }
    Netns netns = evidence.netns(drop);
    if (netns == null) {
      return null;
    }
    String chain = policy.stage().chain().name();
    String table = policy.stage().table().kind().word();
    boolean four = policy.stage().table().family() == Family.IPV4;
    String command = (four ? "iptables" : "ip6tables") + " -t " + table + " -I " + chain;
    Evidence.Found<IpStages.Routed> route = evidence.before(drop, IpStages.Routed.class);
    String address = route == null ? evidence.destination().text() : route.stage().destination();
    List<String> mend = new ArrayList<>();
    if (chain.equals("FORWARD")) {
      mend.add(evidence.in(netns, command + " -d " + address + " -j ACCEPT"));
      mend.add(evidence.in(netns, command + " -s " + address + " -j ACCEPT"));
    } else {
      mend.add(evidence.in(netns, command + " -j ACCEPT"));
    }
    return new Answer(
        evidence.name(netns)
            + " drops it at the end of chain "
            + chain
            + " of table "
            + table
            + ": the policy is DROP and no rule matched",
        "a rule that lets this traffic pass, and its answers",
        mend);
  }

  /// Whether nothing but the drop follows.
  private static boolean isLast(Evidence evidence, Journey.Entry drop, Journey.Entry policy) {
    Evidence.Found<dev.patchbay.filter.RuleStage> rule =
        evidence.before(drop, dev.patchbay.filter.RuleStage.class);
    return rule == null
        || evidence.entries().indexOf(rule.entry()) < evidence.entries().indexOf(policy);
  }
}
