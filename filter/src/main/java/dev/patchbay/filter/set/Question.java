package dev.patchbay.filter.set;

import org.jspecify.annotations.Nullable;

/// What a rule asks of a set: which parts of the packet stand for the parts of an element, and what
/// is to be done beside (the kernel's `ip_set_adt_opt`). One belongs to a rule, and takes answers.
public final class Question {
  /// How a counter is compared.
  public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    MORE
  }

  private final int dimensions;
  private final int sources;

  /// Elements that say `nomatch` match, and only they.
  public boolean returnsNomatch;

  /// Counters of the set stay as they are.
  public boolean keepsCounters;

  /// Counters of the members of a list stay as they are.
  public boolean keepsMemberCounters;

  /// An element that is there is written again.
  public boolean exist;

  /// The seconds for what is added, or [Entry#ABSENT] for the set's own.
  public long timeout = Entry.ABSENT;

  public @Nullable Comparison packetsBy;
  public long packets;
  public @Nullable Comparison bytesBy;
  public long bytes;

  /// The answer: what the element says about the packet.
  public int packetMark;

  public int packetMask;
  public int priority;
  public int queue;

  /// @param directions `src` or `dst` for each part of an element
  public Question(String... directions) {
    dimensions = directions.length;
    int bits = 0;
    for (int i = 0; i < directions.length; i++) {
      bits |= directions[i].equals("src") ? 1 << i : 0;
    }
    sources = bits;
  }

  /// How many parts are named.
  public int dimensions() {
    return dimensions;
  }

  /// Whether the part of that number, from 0, is the packet's source.
  boolean isSource(int part) {
    return (sources >> part & 1) != 0;
  }

  boolean comparesCounters() {
    return packetsBy != null || bytesBy != null;
  }

  static boolean compare(@Nullable Comparison by, long counter, long value) {
    if (by == null) {
      return true;
    }
    return switch (by) {
      case EQUAL -> counter == value;
      case NOT_EQUAL -> counter != value;
      case LESS -> Long.compareUnsigned(counter, value) < 0;
      case MORE -> Long.compareUnsigned(counter, value) > 0;
    };
  }
}
