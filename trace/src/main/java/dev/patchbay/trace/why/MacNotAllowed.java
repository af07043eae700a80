package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Frame;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A locked bridge port, which takes frames of stations only that it has been told of.
final class MacNotAllowed implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop = evidence.drop(DropReason.BRIDGE_LOCKED);
    Netns netns = drop == null ? null : evidence.netns(drop);
    Frame frame = drop == null ? null : drop.frame();
    if (drop == null || netns == null || frame == null) {
      return null;
    }
    String mac = Mac.of(Ethernet.source(frame.bytes(), 0)).toString();
    String port = drop.device();
    return new Answer(
        "bridge port "
            + port
            + " in "
            + evidence.name(netns)
            + " is locked, and does not know "
            + mac,
        "the station is to be allowed at the port",
        List.of(evidence.in(netns, "bridge fdb add " + mac + " dev " + port + " master static")));
  }
}
