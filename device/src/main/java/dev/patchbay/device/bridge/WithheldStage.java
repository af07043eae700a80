package dev.patchbay.device.bridge;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// In a journey: a frame does not leave by a port of the bridge.
///
/// @param why the reason, for a person
/// @param vlan the VLAN that the port does not carry, or -1 when that is not the reason
public record WithheldStage(String bridge, String port, String why, int vlan) implements Stage {
  @Override
  public String name() {
    return "bridge";
  }

  @Override
  public void show(Output out) {
    out.string("bridge", "", bridge, "");
    out.string("port", " not by ", port, "");
    out.string("why", ": ", why, "");
  }
}
