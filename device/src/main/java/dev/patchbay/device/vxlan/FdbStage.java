package dev.patchbay.device.vxlan;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.FdbGroup;
import java.util.stream.Collectors;

/// In a journey: the entry of a VXLAN device's forwarding database that says where a frame goes.
///
/// @param station whom the frame is for
/// @param known whether the entry is that station's own, rather than the one for all others
/// @param remotes the ends it names, as text
public record FdbStage(String device, String station, boolean known, String remotes)
    implements Stage {
  /// Tells it, if the packet's journey is recorded.
  static void note(Packet packet, VxlanDevice device, VxlanEntry entry) {
    if (packet.trace() == null) {
      return;
    }
    long station = Ethernet.destination(packet.bytes(), packet.head());
    FdbGroup group = entry.nexthop;
    String remotes =
        group == null
            ? entry.remotes.stream()
                .map(end -> end.address.text())
                .collect(Collectors.joining(", "))
            : "one of nexthop " + group.id();
    String address = Mac.of(station).toString();
    FdbStage stage = new FdbStage(device.name(), address, entry.mac == station, remotes);
    device.netns().world().note(packet, device.netns(), stage);
  }

  @Override
  public String name() {
    return "fdb";
  }

  @Override
  public void show(Output out) {
    out.string("dev", "", device, "");
    out.string("address", known ? " knows " : " has no entry for ", station, "");
    out.jsonBoolean("known", known);
    out.string("remotes", known ? " at " : "; unknown stations are at ", remotes, "");
  }
}
