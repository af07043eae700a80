package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A namespace on the way has no route to the destination, or to the other end of a tunnel.
final class NoRoute implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Ip to = evidence.destination();
    if (!Atlas.hasRoute(evidence.from(), to)) {
      return answer(evidence, evidence.from(), to, "");
    }
    Journey.Entry drop = evidence.drop(DropReason.IP_INNOROUTES, DropReason.IP_OUTNOROUTES);
    boolean there = drop != null && drop.leg().parent() == null;
    Netns netns = drop == null || !there ? null : evidence.netns(drop);
    if (drop == null || netns == null) {
      return null;
    }
    Ip end = TunnelEnd.of(evidence, drop);
    if (end == null && Atlas.hasRoute(netns, to)) {
      return null;
    }
    return end == null
        ? answer(evidence, netns, to, "")
        : answer(evidence, netns, end, ", the other end of the tunnel " + drop.device());
  }

  private static Answer answer(Evidence evidence, Netns netns, Ip to, String what) {
    Atlas.Place next = evidence.atlas().gateway(netns, to);
    String cause = evidence.name(netns) + " has no route to " + to.text() + what;
    if (next == null) {
      Answer answer = NoAddress.of(evidence, netns, to);
      return answer == null ? new Answer(cause, "a route", List.of()) : answer;
    }
    String way = evidence.atlas().way(netns, next, to);
    String prefix = way.startsWith("dev") ? to.text() : "default";
    return new Answer(
        cause,
        "a route by " + evidence.name(next.netns()),
        List.of(evidence.in(netns, "ip route add " + prefix + " " + way)));
  }
}
