package dev.patchbay.device.segment;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// What segments tell a journey.
final class SegmentStages {
  record Carry(String segment, String from, String to) implements Stage {
    @Override
    public String name() {
      return "segment";
    }

    @Override
    public void show(Output out) {
      out.string("segment", "", segment, "");
      out.string("from", " from ", from, "");
      out.string("to", " to ", to, "");
    }
  }

  private SegmentStages() {}
}
