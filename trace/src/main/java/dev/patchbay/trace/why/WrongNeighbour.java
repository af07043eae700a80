package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip.IpStages;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.Neighbours;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of the neighbour table that somebody wrote, with an address that is not the
/// neighbour's.
final class WrongNeighbour implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.OTHERHOST);
    if (drop == null) {
      return null;
    }
    Evidence.Found<IpStages.Routed> way = evidence.before(drop, IpStages.Routed.class);
    Netns netns = way == null ? null : evidence.netns(way.entry());
    if (way == null || netns == null) {
      return null;
    }
    String gateway = way.stage().gateway();
    Ip next = Ip.parse(gateway == null ? way.stage().destination() : gateway);
    if (next == null) {
      return null;
    }
    for (NeighbourSnapshot entry : Neighbours.of(netns).snapshots(next.family())) {
      if (entry.ip().equals(next) && way.stage().device().equals(entry.device())) {
        return answer(evidence, netns, entry);
      }
    }
    return null;
  }

  private static @Nullable Answer answer(Evidence evidence, Netns netns, NeighbourSnapshot entry) {
    for (Atlas.Place owner : evidence.atlas().owners(entry.ip())) {
      if (owner.device().address().equals(entry.address())) {
        return null;
      }
    }
    boolean written = entry.state() == NeighbourState.PERMANENT;
    return new Answer(
        evidence.name(netns)
            + " takes "
            + entry.address()
            + " for the address of "
            + entry.ip().text()
            + (written ? ", as a permanent entry says" : "")
            + ": no device there has it",
        "the neighbour is to be asked for its address",
        List.of(
            evidence.in(netns, "ip neigh del " + entry.ip().text() + " dev " + entry.device())));
  }
}
