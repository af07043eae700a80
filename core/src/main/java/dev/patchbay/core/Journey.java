package dev.patchbay.core;

import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/// What one packet went through, and every packet that came of it: the ARP it waited for, the
/// copies of a flood, the error, the reply.
public final class Journey implements Packet.Trace {
  /// What happened, and when, in nanoseconds of the lab's clock.
  public record Entry(long time, String machine, String netns, Stage stage) {}

  private final int number;
  private final String title;
  private final List<Entry> entries = new ArrayList<>();

  Journey(int number, String title) {
    this.number = number;
    this.title = title;
  }

  /// Which journey of the lab it is, from 1 on.
  public int number() {
    return number;
  }

  /// What set out.
  public String title() {
    return title;
  }

  /// What happened, in order.
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  /// Prints the journey: a line a stage, with the microseconds since it began.
  public void show(Output out) {
    out.openObject(null);
    out.number("journey", "journey ", number, "");
    out.string("title", ": ", title, "");
    out.newline();
    out.openArray("stages");
    long start = entries.isEmpty() ? 0 : entries.getFirst().time();
    for (Entry entry : entries) {
      out.openObject(null);
      long nanos = entry.time() - start;
      out.text(microseconds(nanos));
      out.jsonNumber("time", nanos);
      out.string("netns", "  ", entry.netns(), "");
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
}
