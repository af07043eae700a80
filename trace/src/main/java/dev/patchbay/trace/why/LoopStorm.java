package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.device.bridge.BridgeDevice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Bridges in a ring without a spanning tree: a broadcast goes round for ever.
final class LoopStorm implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    boolean storm = evidence.journeys().stream().anyMatch(Journey::isCut);
    if (!storm && evidence.drop(DropReason.CPU_BACKLOG) == null) {
      return null;
    }
    Set<BridgeDevice> bridges = bridges(evidence);
    if (bridges.isEmpty()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    List<String> mend = new ArrayList<>();
    for (BridgeDevice bridge : bridges) {
      names.add(bridge.name() + " in " + evidence.name(bridge.netns()));
      // Only a bridge that goes up begins by listening, and so ends the storm.
      String set = "ip link set " + bridge.name();
      mend.add(evidence.in(bridge.netns(), set + " down"));
      mend.add(evidence.in(bridge.netns(), set + " type bridge stp_state 1 forward_delay 200"));
    }
    for (BridgeDevice bridge : bridges) {
      mend.add(evidence.in(bridge.netns(), "ip link set " + bridge.name() + " up"));
    }
    mend.add("sleep 10");
    return new Answer(
        "a broadcast goes round a loop through " + String.join(" and ", names) + ": a storm",
        "a spanning tree, or one cable less",
        mend);
  }

  private static Set<BridgeDevice> bridges(Evidence evidence) {
    Set<BridgeDevice> bridges = new LinkedHashSet<>();
    for (Journey.Entry entry : evidence.entries()) {
      NetDevice device = evidence.device(entry);
      if (device != null && device.master() instanceof BridgeDevice bridge) {
        bridges.add(bridge);
      }
    }
    return bridges;
  }
}
