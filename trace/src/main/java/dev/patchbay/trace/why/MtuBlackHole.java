package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Packets that are too large for a part of the way, of which the sender is not told.
final class MtuBlackHole implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop =
        evidence.drop(
            DropReason.TX_NOT_FORWARDABLE,
            DropReason.PKT_TOO_BIG,
            DropReason.NIC_TOO_LONG,
            DropReason.SEGMENT_MTU);
    NetDevice device = drop == null ? null : evidence.device(drop);
    if (drop == null || device == null) {
      return null;
    }
    NetDevice other = device.link();
    NetDevice narrow = other.mtu() < device.mtu() ? other : device;
    NetDevice wide = narrow == device ? other : device;
    return new Answer(
        "large packets are lost at "
            + narrow.name()
            + " in "
            + evidence.name(narrow.netns())
            + ": the MTU there is "
            + narrow.mtu()
            + ", and the sender is not told",
        "both ends of a link are to have the same MTU",
        List.of(evidence.in(wide.netns(), "ip link set " + wide.name() + " mtu " + narrow.mtu())));
  }
}
