package dev.patchbay.trace.why;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two hosts with one address.
final class DuplicateAddress implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    List<Atlas.Place> owners =
        evidence.atlas().owners(evidence.destination()).stream()
            .filter(place -> place.device().isUp())
            .toList();
    if (owners.size() < 2 || owners.getFirst().netns() == owners.getLast().netns()) {
      return null;
    }
    Atlas.Place first = owners.getFirst();
    Atlas.Place last = owners.getLast();
    return new Answer(
        evidence.destination().text()
            + " is an address of two: "
            + first.device().name()
            + " in "
            + evidence.name(first.netns())
            + ", and "
            + last.device().name()
            + " in "
            + evidence.name(last.netns())
            + "; who answers first wins",
        "one of them is to have another address",
        List.of(
            evidence.in(
                last.netns(), "ip addr del " + last.text() + " dev " + last.device().name()),
            evidence.in(evidence.from(), "ip neigh flush " + evidence.destination().text())));
  }
}
