package dev.patchbay.filter.conntrack;

import org.jspecify.annotations.Nullable;

/// By how much the TCP sequence numbers of a connection are moved, because a helper has made what
/// it carries longer or shorter: for each direction before and after the last change
/// (`nf_ct_seqadj`).
public final class SequenceShift {
  private final int[] place = new int[2];
  private final int[] before = new int[2];
  private final int[] after = new int[2];

  /// By how much the number `sequence` of the direction is moved.
  static int of(Connection connection, int direction, int sequence) {
    Extras extras = connection.extras();
    SequenceShift shift = extras == null ? null : extras.shift;
    return shift == null ? 0 : shift.of(direction, sequence);
  }

  /// The shifts of the connection, or null.
  public static @Nullable SequenceShift of(Connection connection) {
    Extras extras = connection.extras();
    return extras == null ? null : extras.shift;
  }

  /// By how much the number is moved.
  public int of(int direction, int sequence) {
    return sequence - place[direction] > 0 ? after[direction] : before[direction];
  }

  /// By how much numbers are moved that have been moved already: those the other side acknowledges.
  public int ofMoved(int direction, int sequence) {
    return sequence - before[direction] - place[direction] > 0
        ? after[direction]
        : before[direction];
  }

  /// From `sequence` of the direction on everything is moved by `by` more.
  public void move(int direction, int sequence, int by) {
    if (after[direction] == before[direction] || sequence - place[direction] > 0) {
      place[direction] = sequence;
      before[direction] = after[direction];
      after[direction] += by;
    }
  }
}
