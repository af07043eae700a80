package dev.patchbay.device;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;

/// What a device that stands on others tells a journey: to which of them it gives the packet, and
/// why.
///
/// @param name the kind of the device: `bond`
/// @param why what decided: a mode, an address, a tag
public record PassStage(String name, String device, String other, String why) implements Stage {
  /// Tells it, if the packet's journey is recorded.
  public static void note(Packet packet, NetDevice device, String kind, String other, String why) {
    if (packet.trace() != null) {
      PassStage stage = new PassStage(kind, device.name(), other, why);
      device.netns().world().note(packet, device.netns(), stage);
    }
  }

  @Override
  public void show(Output out) {
    out.string("dev", "", device, "");
    out.string("to", " gives it to ", other, "");
    out.string("why", ": ", why, "");
  }
}
