package dev.patchbay.core;

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
}
