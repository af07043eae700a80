package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.core.SettingStage;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip.IpStages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nobody on the link says that the next hop is here.
final class ArpUnanswered implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.NEIGH_FAILED);
    Evidence.Found<IpStages.Routed> route =
        drop == null ? null : evidence.before(drop, IpStages.Routed.class);
    Netns netns = drop == null ? null : evidence.netns(drop);
    if (route == null || netns == null) {
      return null;
    }
    String gateway = route.stage().gateway();
    String asked = gateway == null ? route.stage().destination() : gateway;
    Answer silent = silent(evidence);
    if (silent != null) {
      return silent;
    }
    String cause =
        "nobody answers "
            + evidence.name(netns)
            + " on "
            + route.stage().device()
            + " for "
            + asked;
    Ip address = Ip.parse(asked);
    List<Atlas.Place> owners = address == null ? List.of() : evidence.atlas().owners(address);
    if (gateway != null) {
      Atlas.Place next = evidence.atlas().gateway(netns, evidence.destination());
      if (next != null && owners.isEmpty()) {
        String mend = "ip route replace default via " + next.address().text();
        return new Answer(
            cause + ": the gateway of its route does not exist",
            "the gateway is " + next.address().text() + " (" + evidence.name(next.netns()) + ")",
            List.of(evidence.in(netns, mend)));
      }
    }
    if (!owners.isEmpty()) {
      Atlas.Place owner = owners.getFirst();
      return new Answer(
          cause
              + ": "
              + evidence.name(owner.netns())
              + " has it on "
              + owner.device().name()
              + ", which is on another link",
          "both are to be on one link, or a router between them",
          List.of());
    }
    return new Answer(
        cause + ": no namespace has the address",
        "another address, or a host that has it",
        List.of());
  }

  /// One that has the address and is told not to answer.
  private static @Nullable Answer silent(Evidence evidence) {
    Evidence.Found<SettingStage> setting = evidence.first(SettingStage.class);
    Netns netns = setting == null ? null : evidence.netns(setting.entry());
    if (setting == null || netns == null || !setting.stage().sysctl().contains(".arp_")) {
      return null;
    }
    String sysctl = setting.stage().sysctl();
    String all = "net.ipv4.conf.all" + sysctl.substring(sysctl.lastIndexOf('.'));
    return new Answer(
        evidence.name(netns)
            + " does not answer the ARP question: "
            + sysctl
            + " = "
            + setting.stage().value(),
        "it is to answer for its address",
        List.of(evidence.in(netns, "sysctl -w " + sysctl + "=0 " + all + "=0")));
  }
}
