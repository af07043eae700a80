package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Routers that send the packet to each other until its TTL is used up.
final class TtlSpent implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.IP_TTL_EXPIRED);
    if (drop == null) {
      return null;
    }
    List<Netns> round = new ArrayList<>();
    for (Journey.Entry entry : evidence.entries()) {
      Netns netns = evidence.netns(entry);
      boolean routes = entry.leg() == drop.leg() && entry.stage().name().equals("forward");
      if (routes && netns != null && !round.contains(netns)) {
        round.add(netns);
      }
    }
    for (Netns router : round) {
      Atlas.Place next = evidence.atlas().gateway(router, evidence.destination());
      if (next != null && !round.contains(next.netns())) {
        String way = evidence.atlas().way(router, next, evidence.destination());
        String route = "ip route replace " + evidence.destination().text() + " " + way;
        return new Answer(
            text(evidence, round),
            evidence.name(router) + " is to send it to " + evidence.name(next.netns()),
            List.of(evidence.in(router, route)));
      }
    }
    return new Answer(text(evidence, round), "one of them is to know the way", List.of());
  }

  private static String text(Evidence evidence, List<Netns> round) {
    List<String> names = round.stream().map(evidence::name).toList();
    return "its TTL is used up: it goes round between " + String.join(" and ", names);
  }
}
