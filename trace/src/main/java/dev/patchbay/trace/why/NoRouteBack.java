package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip.IpStages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The packet arrives, and its answer finds no way back.
final class NoRouteBack implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Evidence.Found<IpStages.Delivered> arrival = evidence.arrival();
    if (arrival == null) {
      return null;
    }
    Ip source = Ip.parse(arrival.stage().source());
    Netns netns = evidence.netns(arrival.entry());
    if (source == null || netns == null) {
      return null;
    }
    if (Atlas.hasRoute(netns, source)) {
      Journey.Entry drop = evidence.drop(DropReason.IP_INNOROUTES);
      netns = drop == null || drop.leg().parent() == null ? null : evidence.netns(drop);
      if (netns == null) {
        return null;
      }
    }
    Atlas.Place next = evidence.atlas().gateway(netns, source);
    return new Answer(
        "it arrives, and " + evidence.name(netns) + " has no route back to " + source.text(),
        next == null ? "a route back" : "a route back by " + evidence.name(next.netns()),
        next == null
            ? List.of()
            : List.of(evidence.in(netns, route(evidence, netns, next, source))));
  }

  private static String route(Evidence evidence, Netns netns, Atlas.Place next, Ip source) {
    return "ip route add " + source.text() + " " + evidence.atlas().way(netns, next, source);
  }
}
