package dev.patchbay.lab.command;

import dev.patchbay.core.text.Output;
import dev.patchbay.device.segment.End;
import dev.patchbay.device.segment.Segment;
import dev.patchbay.device.segment.SegmentType;

/// How a segment is shown: a line for it, then its ends.
final class SegmentText {
  private final Output out;
  private final Options options;
  private final EndText ends;

  SegmentText(Output out, Options options) {
    this.out = out;
    this.options = options;
    this.ends = new EndText(out, options);
  }

  void show(Segment segment) {
    out.openObject(null);
    if (options.brief) {
      brief(segment);
    } else {
      whole(segment);
    }
    out.text("\n");
    out.closeObject();
  }

  private static String state(Segment segment) {
    return segment.isCut() ? "CUT" : "UP";
  }

  private void brief(Segment segment) {
    out.text("%-16s %-5s ".formatted(segment.name(), state(segment)));
    out.jsonString("segment", segment.name());
    out.jsonString("state", state(segment));
    out.string("type", "", segment.type().word(), "");
    out.openArray("ends");
    for (End end : segment.ends()) {
      out.string(null, " ", end.nic().place(), "");
    }
    out.closeArray();
  }

  private void whole(Segment segment) {
    out.string("segment", "", segment.name(), ":");
    out.string("state", " <", state(segment), ">");
    out.string("type", " type ", segment.type().word(), "");
    ends.conditions(segment.conditions());
    if (segment.type() == SegmentType.SWITCH) {
      out.onOff("hairpin", " hairpin ", segment.isHairpin(), "");
      if (options.details || out.isJson()) {
        out.number("stations", " stations ", segment.stationCount(), "");
      }
    }
    out.openArray("ends");
    segment.ends().forEach(ends::show);
    out.closeArray();
  }
}
