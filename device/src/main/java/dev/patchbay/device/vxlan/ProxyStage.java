package dev.patchbay.device.vxlan;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;

/// In a journey: a VXLAN device that answers in the place of others was asked for one that it does
/// not know, so nobody answers.
public record ProxyStage(String device, Ip wanted) implements Stage {
  /// Tells it, if the packet's journey is recorded.
  static void note(Packet packet, VxlanDevice device, Ip wanted) {
    if (packet.trace() != null) {
      ProxyStage stage = new ProxyStage(device.name(), wanted);
      device.netns().world().note(packet, device.netns(), stage);
    }
  }

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public void show(Output out) {
    out.string("dev", "", device, "");
    out.string("wanted", " does not answer: it knows no neighbour ", wanted.text(), "");
  }
}
