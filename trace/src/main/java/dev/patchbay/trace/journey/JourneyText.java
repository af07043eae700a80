package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import dev.patchbay.core.text.Output;
import java.util.List;

/// A journey for a person to read: a line a stage, with the microseconds since it began.
public final class JourneyText {
  /// Prints the journey.
  public static void show(Journey journey, Output out) {
    List<Journey.Entry> entries = journey.entries();
    out.openObject(null);
    out.number("journey", "journey ", journey.number(), "");
    out.string("title", ": ", journey.title(), "");
    out.newline();
    out.openArray("stages");
    long start = entries.isEmpty() ? 0 : entries.getFirst().time();
    for (Journey.Entry entry : entries) {
      out.openObject(null);
      long nanos = entry.time() - start;
      out.text(microseconds(nanos));
      out.jsonNumber("time", nanos);
      out.string("netns", "  ", entry.netns(), "");
      out.number("leg", "  #", entry.leg().number(), "");
      out.string("stage", "  ", entry.stage().name(), " ");
      entry.stage().show(out);
      out.newline();
      out.closeObject();
    }
    out.closeArray();
    out.closeObject();
  }

  private static String microseconds(long nanos) {
    String whole = Long.toString(nanos / 1000);
    String rest = Long.toString(1000 + nanos % 1000).substring(1);
    return " ".repeat(Math.max(0, 8 - whole.length())) + "+" + whole + "." + rest + " us";
  }

  private JourneyText() {}
}
