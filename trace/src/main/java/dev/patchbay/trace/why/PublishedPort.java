package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.RuleStage;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.NatStage;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A port that is published, and leads to an address or a port where nobody is.
final class PublishedPort implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.NEIGH_FAILED, DropReason.NO_SOCKET);
    Evidence.Found<NatStage> nat = drop == null ? null : evidence.before(drop, NatStage.class);
    Evidence.Found<RuleStage> rule = nat == null ? null : rule(evidence, nat.entry());
    Netns netns = rule == null ? null : evidence.netns(rule.entry());
    boolean published = nat != null && nat.stage().what() == Manipulation.DESTINATION;
    if (rule == null || netns == null || nat == null || !published) {
      return null;
    }
    String wrong = nat.stage().after();
    String right = listener(evidence, wrong);
    RuleStage stage = rule.stage();
    String cause =
        "rule "
            + stage.number()
            + " of chain "
            + stage.chain().name()
            + " of table nat in "
            + evidence.name(netns)
            + " sends it to "
            + wrong
            + ", where nobody answers";
    if (right == null) {
      return new Answer(cause, "the address of the service behind the port", List.of());
    }
    return new Answer(
        cause,
        "the service listens at " + right,
        List.of(evidence.in(netns, replacement(stage, stage.words().replace(wrong, right)))));
  }

  /// The command that puts a rule of other words in the place of the rule.
  static String replacement(RuleStage stage, String words) {
    String place = stage.chain().name() + " " + stage.number();
    return RuleDrops.command(stage) + " -t nat -R " + place + " " + words;
  }

  private static Evidence.@Nullable Found<RuleStage> rule(Evidence evidence, Journey.Entry nat) {
    Evidence.Found<RuleStage> rule = evidence.before(nat, RuleStage.class);
    return rule != null && rule.stage().words().contains("DNAT") ? rule : null;
  }

  /// Where somebody listens instead: at that port of another address of the network, or at another
  /// port of that address.
  private static @Nullable String listener(Evidence evidence, String wrong) {
    Ip address = Endpoint.address(wrong);
    int port = Endpoint.port(wrong);
    if (address == null || port == 0) {
      return null;
    }
    for (Netns netns : evidence.atlas().namespaces()) {
      for (Atlas.Place place : evidence.atlas().places(netns)) {
        boolean here = place.address().equals(address);
        IpSocket only = here ? Listeners.only(netns) : null;
        if (only != null) {
          return Endpoint.text(address, only.localPort());
        }
        if (!here && place.isNear(address) && Listeners.has(netns, port)) {
          return Endpoint.text(place.address(), port);
        }
      }
    }
    return null;
  }
}
