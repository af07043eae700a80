package dev.patchbay.trace.journey;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg;
import dev.patchbay.core.text.Output;

/// A journey for a program: its packets, and what happened to them, in order. Times are nanoseconds
/// since it began.
public final class JourneyJson {
  /// Adds the journey to the records of `out`.
  public static void show(Journey journey, Output out) {
    out.openObject(null);
    out.jsonNumber("journey", journey.number());
    out.jsonString("title", journey.title());
    out.jsonNumber("start", journey.start());
    out.openArray("packets");
    journey.legs().forEach(leg -> show(leg, out));
    out.closeArray();
    out.openArray("stages");
    journey.entries().forEach(entry -> show(entry, out));
    out.closeArray();
    if (journey.isCut()) {
      out.jsonNumber("untold", journey.untold());
    }
    out.closeObject();
  }

  private static void show(Leg leg, Output out) {
    out.openObject(null);
    out.jsonNumber("packet", leg.number());
    Leg parent = leg.parent();
    if (parent != null) {
      out.jsonString("birth", leg.birth().words());
      out.jsonNumber("parent", parent.number());
    }
    if (!leg.sender().isEmpty()) {
      out.jsonString("sender", leg.sender());
    }
    out.jsonString("summary", Summary.of(leg));
    out.jsonString("end", leg.end().words());
    DropReason reason = leg.reason();
    if (reason != null) {
      out.jsonString("reason", reason.name());
      out.jsonString("why", reason.sentence());
    }
    out.closeObject();
  }

  private static void show(Journey.Entry entry, Output out) {
    out.openObject(null);
    out.jsonNumber("time", entry.time() - entry.leg().journey().start());
    out.jsonNumber("packet", entry.leg().number());
    out.jsonString("machine", entry.machine());
    out.jsonString("netns", entry.netns());
    out.jsonString("device", entry.device());
    out.jsonString("stage", entry.stage().name());
    out.openObject("says");
    entry.stage().show(out);
    out.closeObject();
    out.closeObject();
  }

  private JourneyJson() {}
}
