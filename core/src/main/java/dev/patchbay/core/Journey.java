package dev.patchbay.core;

import dev.patchbay.core.Leg.Birth;
import dev.patchbay.core.Leg.End;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one packet went through, and every packet that came of it: the ARP it waited for, the
/// copies of a flood, the error, the reply. Each of them is a [Leg]; what happened to all of them
/// stands in one list, in the order of time.
///
/// A journey remembers no more than [#MOST_ENTRIES] things that happened and [#MOST_LEGS] packets:
/// a storm is cut there. How the packets beyond ended is counted all the same.
public final class Journey {
  /// So many things that happened are remembered.
  public static final int MOST_ENTRIES = 4_000;

  /// So many packets are told apart.
  public static final int MOST_LEGS = 1_000;

  /// What happened to which packet, where, and when, in nanoseconds of the lab's clock.
  ///
  /// @param machine the machine, or empty between machines
  /// @param netns the namespace, as a person calls it, or empty
  /// @param device the packet's device at that time, or empty
  /// @param frame the packet's bytes when they were last seen
  public record Entry(
      long time,
      Leg leg,
      String machine,
      String netns,
      String device,
      Stage stage,
      @Nullable Frame frame) {}

  private final int number;
  private final long start;
  private String title;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Leg> legs = new ArrayList<>();
  private final Map<End, Long> ends = new EnumMap<>(End.class);
  private final Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
  private @Nullable Leg rest;
  private long begun;
  private long untold;

  Journey(int number, String title, long start) {
    this.number = number;
    this.title = title;
    this.start = start;
  }

  /// Which journey of the lab it is, from 1 on.
  public int number() {
    return number;
  }

  /// Who sent what set out; empty when no program did.
  public String title() {
    for (int i = 0; title.isEmpty() && i < legs.size(); i++) {
      title = legs.get(i).sender();
    }
    return title;
  }

  void title(String value) {
    title = value;
  }

  /// When it began, in nanoseconds of the lab's clock.
  public long start() {
    return start;
  }

  /// What happened, in order.
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// Its packets, in the order in which they came to be.
  public List<Leg> legs() {
    return List.copyOf(legs);
  }

  /// Whether it has grown to its bound, so that not everything is told.
  public boolean isCut() {
    return untold > 0 || rest != null;
  }

  /// How many things happened that are not told, because it had grown to its bound.
  public long untold() {
    return untold;
  }

  /// How many packets it is about, those beyond the bound included.
  public long begun() {
    return begun;
  }

  /// How many of its packets ended so; [End#QUEUED] are those that have not ended.
  public long ended(End how) {
    if (how == End.QUEUED) {
      return begun - ends.values().stream().mapToLong(Long::longValue).sum();
    }
    return ends.getOrDefault(how, 0L);
  }

  /// How many of its packets were dropped for which reason.
  public Map<DropReason, Long> drops() {
    return new EnumMap<>(drops);
  }

  int size() {
    return entries.size();
  }

  Leg leg(@Nullable Leg parent, Birth birth) {
    begun++;
    if (legs.size() < MOST_LEGS && entries.size() < MOST_ENTRIES) {
      Leg leg = new Leg(this, legs.size() + 1, parent, birth);
      legs.add(leg);
      return leg;
    }
    Leg one = rest;
    if (one == null) {
      one = new Leg(this, 0, null, Birth.CAUSED);
      rest = one;
    }
    return one;
  }

  /// Remembers it, if there is room and it is about a packet that is told apart.
  boolean add(Entry entry) {
    if (entries.size() >= MOST_ENTRIES || entry.leg().number() == 0) {
      untold++;
      return false;
    }
    return entries.add(entry);
  }

  void count(End how, @Nullable DropReason why) {
    ends.merge(how, 1L, Long::sum);
    if (why != null) {
      drops.merge(why, 1L, Long::sum);
    }
  }
}
