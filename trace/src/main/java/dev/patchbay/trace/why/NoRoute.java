package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A namespace on the way has no route to the destination.
final class NoRoute implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Netns netns = evidence.from();
    if (Atlas.hasRoute(netns, evidence.destination())) {
      Journey.Entry drop = evidence.drop(DropReason.IP_INNOROUTES, DropReason.IP_OUTNOROUTES);
      boolean there = drop != null && drop.leg().parent() == null;
      Netns dropped = drop == null || !there ? null : evidence.netns(drop);
      if (dropped == null) {
        return null;
      }
      netns = dropped;
    }
    Atlas.Place next = evidence.atlas().gateway(netns, evidence.destination());
    String way = next == null ? "GATEWAY" : next.address().text();
    return new Answer(
        evidence.name(netns) + " has no route to " + evidence.destination().text(),
        next == null ? "a route" : "a route by " + evidence.name(next.netns()),
        List.of(evidence.in(netns, "ip route add default via " + way)));
  }
}
