package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.RuleStage;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.NatStage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A port that is published, and leads to an address where nobody is.
final class PublishedPort implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.NEIGH_FAILED, DropReason.NO_SOCKET);
    Evidence.Found<NatStage> nat = drop == null ? null : evidence.before(drop, NatStage.class);
    Evidence.Found<RuleStage> rule = nat == null ? null : rule(evidence, nat.entry());
    if (nat == null || rule == null || nat.stage().what() != Manipulation.DESTINATION) {
      return null;
    }
    Netns netns = evidence.netns(rule.entry());
    if (netns == null) {
      return null;
    }
    String wrong = nat.stage().after();
    String right = listener(evidence, wrong);
    String chain = rule.stage().chain().name();
    String words = rule.stage().words();
    String cause =
        "rule "
            + rule.stage().number()
            + " of chain "
            + chain
            + " of table nat in "
            + evidence.name(netns)
            + " sends it to "
            + wrong
            + ", where nobody answers";
    if (right == null) {
      return new Answer(cause, "the address of the service behind the port", List.of());
    }
    String mend = words.replace(wrong, right);
    String command = "iptables -t nat -R " + chain + " " + rule.stage().number() + " " + mend;
    return new Answer(
        cause, "the service listens at " + right, List.of(evidence.in(netns, command)));
  }

  private static Evidence.@Nullable Found<RuleStage> rule(Evidence evidence, Journey.Entry nat) {
    Evidence.Found<RuleStage> rule = evidence.before(nat, RuleStage.class);
    return rule != null && rule.stage().words().contains("DNAT") ? rule : null;
  }

  /// Another address on that network at which somebody listens at the port.
  private static @Nullable String listener(Evidence evidence, String wrong) {
    int colon = wrong.lastIndexOf(':');
    dev.patchbay.packet.Ip address =
        colon < 0 ? null : dev.patchbay.packet.Ip.parse(wrong.substring(0, colon));
    if (address == null) {
      return null;
    }
    int port = Integer.parseInt(wrong.substring(colon + 1));
    for (Netns netns : evidence.atlas().namespaces()) {
      if (Listeners.has(netns, port)) {
        for (Atlas.Place place : evidence.atlas().places(netns)) {
          if (place.isNear(address) && !place.address().equals(address)) {
            return place.address().text() + wrong.substring(colon);
          }
        }
      }
    }
    return null;
  }
}
