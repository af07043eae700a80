package dev.patchbay.stack.tcp;

import org.jspecify.annotations.Nullable;

/// What the blocks of a SACK option tell of the segments on their way (RFC 2018, RFC 2883;
/// `tcp_sacktag_write_queue`).
final class SackInput {
  private static final int MOST = 4;

  private final int[] starts = new int[MOST];
  private final int[] ends = new int[MOST];
  private int count;

  SackInput() {}

  /// Marks what has arrived.
  void take(Connection connection, SegmentOptions options, int priorUna, AckEvents events) {
    int duplicates = duplicate(connection, options, priorUna, events) ? 1 : 0;
    collect(connection, options, duplicates);
    if (duplicates > 0) {
      tagDuplicate(connection, options.sackStart(0), options.sackEnd(0), events);
    }
    tag(connection, events);
    if (connection.recovery.state() != Recovery.State.LOSS || connection.undo.isMarked()) {
      connection.scoreboard.overtaken(events.reordered, false);
    }
  }

  /// Whether the first block tells of data that came twice (`tcp_check_dsack`).
  private static boolean duplicate(
      Connection connection, SegmentOptions options, int priorUna, AckEvents events) {
    int start = options.sackStart(0);
    int end = options.sackEnd(0);
    TcpStack stack = connection.stack;
    if (Sequence.before(start, connection.sndUna)) {
      stack.count(TcpCounter.DSACK_RECV);
    } else if (options.sacks > 1
        && !Sequence.after(end, options.sackEnd(1))
        && !Sequence.before(start, options.sackStart(1))) {
      stack.count(TcpCounter.DSACK_OFO_RECV);
    } else {
      return false;
    }
    int segments = duplicateSegments(connection, start, end, events);
    if (segments == 0) {
      stack.count(TcpCounter.DSACK_IGNORED_DUBIOUS);
      return true;
    }
    stack.counters().count(TcpCounter.DSACK_RECV_SEGS, segments);
    connection.undo.duplicates(segments, end, priorUna);
    return true;
  }

  /// How many segments came twice; 0 when that cannot be (`tcp_dsack_seen`).
  private static int duplicateSegments(
      Connection connection, int start, int end, AckEvents events) {
    int length = end - start;
    if (length <= 0 || length > connection.maxWindow) {
      return 0;
    }
    int segments = 1;
    if (length > connection.size.mss) {
      segments = (length + connection.size.mss - 1) / connection.size.mss;
    } else if (connection.lossProbe.isAt(end)) {
      events.add(AckEvents.DSACK_PROBE);
    }
    if (!connection.undo.believes(segments)) {
      return 0;
    }
    events.add(AckEvents.DSACK);
    if (connection.scoreboard.hasSeenReordering() && !events.has(AckEvents.DSACK_PROBE)) {
      connection.rack.duplicateSeen();
    }
    connection.scoreboard.countDelivered(segments);
    return segments;
  }

  /// Keeps the blocks that can be, in order.
  private void collect(Connection connection, SegmentOptions options, int from) {
    count = 0;
    for (int i = from; i < options.sacks; i++) {
      int start = options.sackStart(i);
      int end = options.sackEnd(i);
      if (isSound(connection, start, end)) {
        insert(start, end);
      } else {
        connection.stack.count(TcpCounter.SACK_DISCARD);
      }
    }
  }

  private static boolean isSound(Connection connection, int start, int end) {
    return Sequence.before(start, end)
        && !Sequence.after(end, connection.sndNxt)
        && !Sequence.before(end, connection.sndUna)
        && Sequence.before(start, connection.sndNxt)
        && !Sequence.before(start, connection.sndUna);
  }

  private void insert(int start, int end) {
    int place = count;
    while (place > 0 && Sequence.after(starts[place - 1], start)) {
      starts[place] = starts[place - 1];
      ends[place] = ends[place - 1];
      place--;
    }
    starts[place] = start;
    ends[place] = end;
    count++;
  }

  private void tag(Connection connection, AckEvents events) {
    Segment segment = connection.writes.firstSent();
    for (int i = 0; i < count && segment != null; i++) {
      segment = tagBlock(connection, segment, starts[i], ends[i], events);
    }
  }

  /// Marks what the block covers from the segment on; returns the first behind it.
  private static @Nullable Segment tagBlock(
      Connection connection, Segment from, int start, int end, AckEvents events) {
    Segment segment = from;
    while (segment != null && Sequence.before(segment.sequence, end)) {
      if (Sequence.after(segment.end, start) && !segment.is(Segment.SACKED)) {
        cutAt(connection, segment, start, end);
        boolean covered =
            !Sequence.before(segment.sequence, start) && !Sequence.after(segment.end, end);
        if (covered) {
          tagOne(connection, segment, events);
        }
      }
      segment = connection.writes.nextSent(segment);
    }
    return segment;
  }

  /// A segment of many packets is cut where the block begins or ends (`tcp_match_skb_to_sack`).
  private static void cutAt(Connection connection, Segment segment, int start, int end) {
    if (segment.packets <= 1) {
      return;
    }
    int mss = connection.size.mss;
    int before = start - segment.sequence;
    int inside = end - segment.sequence;
    int at = before > 0 ? (before + mss - 1) / mss * mss : inside / mss * mss;
    if (at > 0 && at < segment.length()) {
      connection.cut(segment, at);
    }
  }

  /// `tcp_sacktag_one`
  private static void tagOne(Connection connection, Segment segment, AckEvents events) {
    Scoreboard scoreboard = connection.scoreboard;
    connection.rack.advance(segment, events);
    boolean again = segment.is(Segment.EVER_RETRANSMITTED);
    if (!again) {
      if (Sequence.before(segment.sequence, scoreboard.highestSacked())) {
        events.overtaken(segment.sequence);
      }
      if (!Sequence.after(segment.end, connection.recovery.highSequence())) {
        events.add(AckEvents.ORIGINAL_ACKED);
      }
      if (events.firstSackTime == 0) {
        events.firstSackTime = segment.sent;
      }
      events.lastSackTime = segment.sent;
    }
    scoreboard.sack(segment);
    connection.rate.delivered(segment, events);
    events.add(AckEvents.DATA_SACKED);
  }

  private static void tagDuplicate(Connection connection, int start, int end, AckEvents events) {
    Segment segment = connection.writes.firstSent();
    while (segment != null && Sequence.before(segment.sequence, end)) {
      boolean covered =
          !Sequence.before(segment.sequence, start) && !Sequence.after(segment.end, end);
      if (covered && segment.is(Segment.EVER_RETRANSMITTED)) {
        connection.undo.duplicate(segment);
        if (segment.is(Segment.SACKED)) {
          events.overtaken(segment.sequence);
        }
        connection.scoreboard.landed(segment);
      }
      segment = connection.writes.nextSent(segment);
    }
  }
}
