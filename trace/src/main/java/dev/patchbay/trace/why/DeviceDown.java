package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device on the way that is down.
final class DeviceDown implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    NetDevice loopback = evidence.from().loopback();
    Route route = Atlas.route(evidence.from(), evidence.destination());
    if (!loopback.isUp() && route != null && route.isLocal()) {
      return answer(evidence, loopback);
    }
    NetDevice own = down(evidence.from(), evidence, evidence.destination());
    if (own != null && evidence.arrival() == null) {
      return answer(evidence, own);
    }
    for (Atlas.Place owner : evidence.atlas().owners(evidence.destination())) {
      if (!owner.device().isUp()) {
        return answer(evidence, owner.device());
      }
    }
    Journey.Entry drop =
        evidence.drop(DropReason.DEV_DOWN, DropReason.NO_CARRIER, DropReason.TX_NOT_FORWARDABLE);
    NetDevice device = drop == null ? null : evidence.device(drop);
    if (device == null) {
      return null;
    }
    if (!device.isUp()) {
      return answer(evidence, device);
    }
    return device.link() != device && !device.link().isUp()
        ? answer(evidence, device.link())
        : null;
  }

  /// A device of the namespace that is down and has the network of the destination, or of a
  /// gateway.
  private static @Nullable NetDevice down(Netns netns, Evidence evidence, Ip to) {
    for (Atlas.Place place : evidence.atlas().places(netns)) {
      if (!place.device().isUp() && place.isNear(to)) {
        return place.device();
      }
    }
    return null;
  }

  /// The device is down, or what it stands on is.
  static Answer answer(Evidence evidence, NetDevice device) {
    boolean vlan = Words.is(device, "vlan");
    NetDevice below = vlan && !device.link().isUp() ? device.link() : device;
    String mend = evidence.in(below.netns(), "ip link set " + below.name() + " up");
    String above = evidence.in(device.netns(), "ip link set " + device.name() + " up");
    return new Answer(
        "device " + below.name() + " in " + evidence.name(below.netns()) + " is down",
        "it is to be up",
        below == device ? List.of(mend) : List.of(mend, above));
  }
}
