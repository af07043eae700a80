package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.device.bridge.WithheldStage;
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
    NetDevice bridge = device == null ? null : device.master();
    if (netns == null || bridge == null) {
      return null;
    }
    return new Answer(
        "port "
            + port
            + " of bridge "
            + bridge.name()
            + " in "
            + evidence.name(netns)
            + " does not forward",
        "the port is to forward; after a change a spanning tree takes up to 30 seconds (sleep 30)",
        List.of(evidence.in(netns, "bridge link set dev " + port + " state 3")));
  }
}
