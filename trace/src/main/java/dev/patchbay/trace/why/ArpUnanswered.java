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
        String way = evidence.atlas().way(netns, next, evidence.destination());
        return new Answer(
            cause + ": the gateway of its route does not exist",
            way.startsWith("dev")
                ? evidence.name(next.netns()) + " is on the link itself"
                : "the gateway is "
                    + next.address().text()
                    + " ("
                    + evidence.name(next.netns())
                    + ")",
            List.of(evidence.in(netns, replacement(route.stage(), evidence.destination(), way))));
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
              + (arrives(evidence, owner)
                  ? ", where the question arrives and is not answered"
                  : ", and the question does not get there"),
          "both are to be on one link, or a router between them",
          List.of());
    }
    return new Answer(
        cause + ": no namespace has the address",
        "another address, or a host that has it",
        List.of());
  }

  private static boolean arrives(Evidence evidence, Atlas.Place owner) {
    return evidence.entries().stream()
        .anyMatch(entry ->
            entry.leg().parent() != null
                && entry.stage().name().equals("receive")
                && evidence.device(entry) == owner.device());
  }

  /// The command that leads the route another way, or past it when that way is for the host alone.
  private static String replacement(IpStages.Routed route, Ip to, String way) {
    String entry = route.entry() == null || way.startsWith("dev") ? to.text() : route.entry();
    String table =
        route.table() == null || route.table().equals("main") ? "" : " table " + route.table();
    return "ip route replace " + entry + " " + way + table;
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
