package dev.patchbay.qdisc.action;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// What an action of traffic control tells a journey: it is done.
record ActionStage(String kind, int index) implements Stage {
  @Override
  public String name() {
    return "action";
  }

  @Override
  public void show(Output out) {
    out.string("kind", "action ", kind, "");
    out.number("index", " index ", index, "");
  }
}
