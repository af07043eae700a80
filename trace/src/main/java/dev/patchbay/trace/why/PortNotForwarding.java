package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.device.bridge.WithheldStage;
import dev.patchbay.device.bridge.stp.PortState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bridge port that does not forward.
final class PortNotForwarding implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    Journey.Entry drop =
        evidence.drop(DropReason.BRIDGE_NOT_FORWARDING, DropReason.BRIDGE_INGRESS_STP_STATE);
    if (drop != null) {
      return answer(evidence, drop, drop.device());
    }
    for (Journey.Entry entry : evidence.entries()) {
      if (entry.stage() instanceof WithheldStage stage && stage.why().startsWith("its state")) {
        return answer(evidence, entry, stage.port());
      }
    }
    return null;
  }

  private static @Nullable Answer answer(Evidence evidence, Journey.Entry entry, String port) {
    Netns netns = evidence.netns(entry);
    NetDevice device = netns == null ? null : netns.device(port);
    if (netns == null || device == null || !(device.master() instanceof BridgeDevice bridge)) {
      return null;
    }
    if (!bridge.isUp() || !device.isUp()) {
      return DeviceDown.answer(evidence, bridge.isUp() ? device : bridge);
    }
    String where = "port " + port + " of bridge " + bridge.name() + " in " + evidence.name(netns);
    boolean tree = Words.value(bridge, "stp_state").equals("1");
    PortState state = PortSnapshot.of(device).tree().state();
    if (tree && (state == PortState.LISTENING || state == PortState.LEARNING)) {
      return new Answer(
          where + " does not forward yet: its spanning tree is at " + state.word(),
          "it is to be waited for, up to 30 seconds",
          List.of("sleep 30"));
    }
    // What a spanning tree blocks has another way, and the reason is to be found there.
    return tree
        ? null
        : new Answer(
            where + " does not forward: its state is " + state.word(),
            "the port is to forward",
            List.of(evidence.in(netns, "bridge link set dev " + port + " state 3")));
  }
}
