package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.NatStage;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The destination is translated to an address that there is no way to.
final class NatWithoutRoute implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop =
        evidence.drop(
            DropReason.IP_INNOROUTES, DropReason.IP_OUTNOROUTES, DropReason.IP_INADDRERRORS);
    Evidence.Found<NatStage> nat = drop == null ? null : evidence.before(drop, NatStage.class);
    Netns netns = drop == null ? null : evidence.netns(drop);
    if (nat == null || netns == null || nat.stage().what() != Manipulation.DESTINATION) {
      return null;
    }
    String after = nat.stage().after();
    Ip target = Endpoint.address(after);
    Atlas.Place next = target == null ? null : evidence.atlas().gateway(netns, target);
    return new Answer(
        evidence.name(netns)
            + " translates the destination to "
            + after
            + ", and has no route there",
        "a route to where it is translated to",
        target == null || next == null
            ? List.of()
            : List.of(
                evidence.in(
                    netns,
                    "ip route add "
                        + target.text()
                        + " "
                        + evidence.atlas().way(netns, next, target))));
  }
}
