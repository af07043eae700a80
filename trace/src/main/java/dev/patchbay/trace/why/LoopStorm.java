package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.device.bridge.BridgeDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bridges in a ring without a spanning tree: a broadcast goes round for ever.
final class LoopStorm implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    boolean storm = evidence.journeys().stream().anyMatch(Journey::isCut);
    if (!storm && evidence.drop(DropReason.CPU_BACKLOG) == null) {
      return null;
    }
    for (Journey.Entry entry : evidence.entries()) {
      NetDevice device = evidence.device(entry);
      NetDevice master = device == null ? null : device.master();
      if (master instanceof BridgeDevice bridge) {
        Netns netns = bridge.netns();
        String cause = "a broadcast goes round a loop through the bridge " + bridge.name();
        String mend = "ip link set " + bridge.name() + " type bridge stp_state 1 forward_delay 200";
        return new Answer(
            cause + " in " + evidence.name(netns) + ": a storm",
            "spanning tree on the bridges of the loop",
            List.of(evidence.in(netns, mend), "sleep 10"));
      }
    }
    return null;
  }
}
