package dev.patchbay.qdisc;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// What a queue tells a journey: the packet is given to it.
record QueueStage(String kind, String device) implements Stage {
  @Override
  public String name() {
    return "enqueue";
  }

  @Override
  public void show(Output out) {
    out.string("kind", "qdisc ", kind, "");
    out.string("dev", " dev ", device, "");
  }
}
