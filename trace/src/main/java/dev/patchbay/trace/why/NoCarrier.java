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
    if (Words.is(device, "bond") || Words.is(device, "team") || Words.is(device, "bridge")) {
      return portless(evidence, device, where);
    }
    String segment = segment(netns);
    return new Answer(
        "device " + where + " has no carrier: nothing is plugged in at its other end",
        "it is to be plugged into a segment, or given a carrier",
        device.kind() == null
            ? segment == null
                ? List.of()
                : List.of("plug " + netns.machine().name() + ":" + device.name() + " " + segment)
            : List.of(evidence.in(netns, "ip link set " + device.name() + " carrier on")));
  }

  /// A bond, a team or a bridge, whose carrier is that of its ports.
  private static Answer portless(Evidence evidence, NetDevice device, String where) {
    Netns netns = device.netns();
    List<NetDevice> free =
        netns.devices().stream()
            .filter(each -> each.master() == null && each != device && !each.isLoopback())
            .filter(each ->
                evidence.atlas().places(netns).stream()
                    .noneMatch(place -> place.device() == each && !place.address().isLinkLocal()))
            .toList();
    String name = free.size() == 1 ? free.getFirst().name() : null;
    return new Answer(
        where + " has no carrier: none of its ports has one, or it has none",
        name == null ? "it is to have a port that is up" : "it is to have the port " + name,
        name == null
            ? List.of()
            : List.of(
                evidence.in(netns, "ip link set " + name + " down"),
                evidence.in(netns, "ip link set " + name + " master " + device.name()),
                evidence.in(netns, "ip link set " + name + " up"),
                evidence.in(netns, "ip link set " + device.name() + " up")));
  }

  /// The segment that is likely meant: the only one of the lab, or null.
  private static @Nullable String segment(Netns netns) {
    List<Segment> all = netns.world().part(Segments.KEY).all();
    return all.size() == 1 ? all.getFirst().name() : null;
  }
}
