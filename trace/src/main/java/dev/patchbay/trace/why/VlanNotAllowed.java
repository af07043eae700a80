package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Frame;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Netns;
import dev.patchbay.device.bridge.WithheldStage;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.VlanTag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bridge port that does not carry the VLAN.
final class VlanNotAllowed implements Diagnosis {
  @Override
  public @Nullable Answer of(Evidence evidence) {
    for (Journey.Entry entry : evidence.entries()) {
      if (entry.stage() instanceof WithheldStage stage && stage.vlan() >= 0) {
        String tagging = tag(entry.frame()) > 0 ? "" : " pvid untagged";
        return answer(evidence, entry, stage.port(), "vid " + stage.vlan() + tagging, stage.vlan());
      }
    }
    Journey.Entry drop = evidence.drop(DropReason.BRIDGE_VLAN_NOT_ALLOWED);
    if (drop == null) {
      return null;
    }
    int tag = tag(drop.frame());
    String words = tag > 0 ? "vid " + tag : "vid 1 pvid untagged";
    return answer(evidence, drop, drop.device(), words, tag);
  }

  /// The VLAN of a frame that has a tag, else 0.
  private static int tag(@Nullable Frame frame) {
    boolean tagged =
        frame != null
            && frame.hasLink()
            && frame.length() > Ethernet.HEADER + VlanTag.HEADER
            && EtherType.isVlan(Ethernet.type(frame.bytes(), 0));
    return tagged && frame != null ? VlanTag.id(VlanTag.tci(frame.bytes(), Ethernet.HEADER)) : 0;
  }

  private static @Nullable Answer answer(
      Evidence evidence, Journey.Entry entry, String port, String words, int vlan) {
    Netns netns = evidence.netns(entry);
    if (netns == null) {
      return null;
    }
    String what = vlan > 0 ? "VLAN " + vlan : "frames without a tag";
    return new Answer(
        "bridge port " + port + " in " + evidence.name(netns) + " does not carry " + what,
        "both ends are to be in the same VLAN",
        List.of(evidence.in(netns, "bridge vlan add dev " + port + " " + words)));
  }
}
