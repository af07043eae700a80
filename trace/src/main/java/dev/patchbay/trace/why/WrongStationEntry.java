package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Frame;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of a bridge's forwarding database that says of a station that it is where the frame
/// came from.
final class WrongStationEntry implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.BRIDGE_NO_EGRESS);
    NetDevice port = drop == null ? null : evidence.device(drop);
    Frame frame = drop == null ? null : drop.frame();
    if (port == null || frame == null || !frame.hasLink() || port.master() == null) {
      return null;
    }
    Mac station = Mac.of(Ethernet.destination(frame.bytes(), 0));
    if (station.isMulticast()) {
      return null;
    }
    return new Answer(
        "bridge "
            + port.master().name()
            + " in "
            + evidence.name(port.netns())
            + " holds "
            + station
            + " to be at port "
            + port.name()
            + ", by which the frame came",
        "the bridge is to learn where the station is",
        List.of(
            evidence.in(
                port.netns(), "bridge fdb del " + station + " dev " + port.name() + " master")));
  }
}
