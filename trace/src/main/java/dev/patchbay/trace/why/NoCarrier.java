package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.device.segment.Segment;
import dev.patchbay.device.segment.Segments;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device on the way without a carrier: nothing is plugged in.
final class NoCarrier implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.NO_CARRIER);
    NetDevice device = drop == null ? null : evidence.device(drop);
    if (device == null) {
      for (Atlas.Place place : evidence.atlas().places(evidence.from())) {
        boolean lost = place.device().isUp() && !place.device().hasCarrier();
        device = lost && place.isNear(evidence.destination()) ? place.device() : device;
      }
    }
    if (device == null) {
      return null;
    }
    Netns netns = device.netns();
    String where = device.name() + " in " + evidence.name(netns);
    return new Answer(
        "device " + where + " has no carrier: nothing is plugged in at its other end",
        "it is to be plugged into a segment, or given a carrier",
        List.of(
            device.kind() == null
                ? "plug " + netns.machine().name() + ":" + device.name() + " " + segment(netns)
                : evidence.in(netns, "ip link set " + device.name() + " carrier on")));
  }

  /// The segment that is likely meant: the only one of the lab.
  private static String segment(Netns netns) {
    List<Segment> all = netns.world().part(Segments.KEY).all();
    return all.size() == 1 ? all.getFirst().name() : "SEGMENT";
  }
}
