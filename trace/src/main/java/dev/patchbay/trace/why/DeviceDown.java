package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device on the way that is down.
final class DeviceDown implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
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

  private static Answer answer(Evidence evidence, NetDevice device) {
    Netns netns = device.netns();
    return new Answer(
        "device " + device.name() + " in " + evidence.name(netns) + " is down",
        "it is to be up",
        List.of(evidence.in(netns, "ip link set " + device.name() + " up")));
  }
}
