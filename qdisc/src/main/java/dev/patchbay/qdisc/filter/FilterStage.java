package dev.patchbay.qdisc.filter;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.text.Handle;

/// What a filter of traffic control tells a journey: it matches.
///
/// @param handle its number
/// @param classid the class it chooses, or 0
record FilterStage(String device, boolean atIngress, int handle, int classid) implements Stage {
  @Override
  public String name() {
    return "filter";
  }

  @Override
  public void show(Output out) {
    out.string("dev", "tc dev ", device, "");
    out.string("direction", " ", atIngress ? "ingress" : "egress", "");
    out.string("handle", " filter 0x", Integer.toHexString(handle), " matches");
    if (classid != 0) {
      out.string("classid", ": class ", Handle.show(classid), "");
    }
  }
}
