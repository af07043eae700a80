package dev.patchbay.stack.tcp;

/// What is known of the segments on their way: which have arrived out of order, which are taken for
/// lost, which have been sent again (RFC 6675). Counts are of packets.
final class Scoreboard {
  private final Connection connection;
  private int out;
  private int sacked;
  private int lost;
  private int retransmitted;
  private int totalRetransmits;
  private int delivered;
  private int deliveredMarked;
  private int everLost;

  /// The number behind the highest segment that arrived out of order.
  private int highestSacked;

  /// How far packets may overtake each other, and whether they have been seen to.
  private int reordering;

  private int reorderingSeen;

  Scoreboard(Connection connection) {
    this.connection = connection;
    this.reordering = connection.stack.setting(TcpSetting.TCP_REORDERING);
  }

  int out() {
    return out;
  }

  int sacked() {
    return sacked;
  }

  int lost() {
    return lost;
  }

  int retransmitted() {
    return retransmitted;
  }

  int totalRetransmits() {
    return totalRetransmits;
  }

  int delivered() {
    return delivered;
  }

  /// How many have ever been taken for lost.
  int everLost() {
    return everLost;
  }

  int reordering() {
    return reordering;
  }

  void reordering(int packets) {
    reordering = packets;
  }

  boolean hasSeenReordering() {
    return reorderingSeen > 0;
  }

  /// How often packets were seen to have overtaken each other.
  int reorderings() {
    return reorderingSeen;
  }

  /// What has left the network (`tcp_left_out`).
  int leftOut() {
    return sacked + lost;
  }

  /// What is on its way (`tcp_packets_in_flight`).
  int inFlight() {
    return out - leftOut() + retransmitted;
  }

  /// The number behind what has arrived furthest.
  int highestSacked() {
    return sacked == 0 ? connection.sndUna : highestSacked;
  }

  void forget() {
    out = 0;
    sacked = 0;
    lost = 0;
    retransmitted = 0;
  }

  // ---- sending

  void sent(Segment segment) {
    out += segment.packets;
  }

  void sentAgain(Segment segment) {
    segment.marks |= Segment.RETRANSMITTED | Segment.EVER_RETRANSMITTED;
    retransmitted += segment.packets;
  }

  void countRetransmits(int packets) {
    totalRetransmits += packets;
  }

  /// A segment that was sent has another number of packets now: it was cut, or its rest was.
  void adjust(Segment segment, int packets) {
    int more = packets - segment.packets;
    segment.packets = packets;
    if (!segment.hasBeenSent()) {
      return;
    }
    out += more;
    if (segment.is(Segment.SACKED)) {
      sacked += more;
    }
    if (segment.is(Segment.LOST)) {
      lost += more;
    }
    if (segment.is(Segment.RETRANSMITTED)) {
      retransmitted += more;
    }
  }

  // ---- arriving

  void countDelivered(int packets) {
    delivered += packets;
  }

  /// A SYN and its data count as one packet.
  void synDataDelivered() {
    delivered -= delivered > 1 ? 1 : 0;
  }

  void countMarked(int packets) {
    deliveredMarked += packets;
  }

  int deliveredMarked() {
    return deliveredMarked;
  }

  /// So many packets at the front of a segment have been acknowledged for good.
  void acknowledged(Segment segment, int packets) {
    out -= packets;
    if (segment.is(Segment.RETRANSMITTED)) {
      retransmitted -= packets;
    }
    if (segment.is(Segment.SACKED)) {
      sacked -= packets;
    }
    if (segment.is(Segment.LOST)) {
      lost -= packets;
    }
    segment.packets -= packets;
  }

  /// The segment has arrived out of order.
  void sack(Segment segment) {
    int packets = segment.packets;
    if (segment.is(Segment.LOST)) {
      lost -= packets;
    }
    if (segment.is(Segment.RETRANSMITTED) && segment.is(Segment.LOST)) {
      retransmitted -= packets;
      segment.marks &= ~Segment.RETRANSMITTED;
    }
    segment.marks = (segment.marks | Segment.SACKED) & ~Segment.LOST;
    highestSacked = sacked == 0 ? segment.end : Sequence.max(highestSacked, segment.end);
    sacked += packets;
    delivered += packets;
  }

  /// What was sent again of the segment is known not to be on its way.
  void landed(Segment segment) {
    if (segment.is(Segment.RETRANSMITTED)) {
      segment.marks &= ~Segment.RETRANSMITTED;
      retransmitted -= segment.packets;
    }
  }

  // ---- losing

  /// Takes the segment for lost, or what was sent again of it (`tcp_mark_skb_lost`).
  void lose(Segment segment) {
    if (segment.is(Segment.SACKED)) {
      return;
    }
    if (!segment.is(Segment.LOST)) {
      segment.marks |= Segment.LOST;
      lost += segment.packets;
      everLost += segment.packets;
    } else if (segment.is(Segment.RETRANSMITTED)) {
      landed(segment);
      everLost += segment.packets;
      connection.stack.counters().count(TcpCounter.LOST_RETRANSMIT, segment.packets);
    }
  }

  /// Nothing is taken for lost any more.
  void forgetLoss() {
    for (Segment segment = connection.writes.firstSent();
        segment != null;
        segment = connection.writes.nextSent(segment)) {
      segment.marks &= ~Segment.LOST;
    }
    lost = 0;
  }

  /// The other end has taken back what it said.
  void forgetSacks() {
    for (Segment segment = connection.writes.firstSent();
        segment != null;
        segment = connection.writes.nextSent(segment)) {
      segment.marks &= ~Segment.SACKED;
    }
    sacked = 0;
  }

  // ---- without SACK, duplicates are counted

  /// `tcp_add_reno_sack`
  void countDuplicates(int duplicates) {
    if (duplicates > 0) {
      int before = sacked;
      sacked += duplicates;
      checkReordering(0);
      if (sacked > before) {
        delivered += sacked - before;
      }
    }
  }

  /// `tcp_remove_reno_sacks`
  void removeDuplicates(int acknowledged) {
    if (acknowledged > 0) {
      delivered += Math.max(acknowledged - sacked, 1);
      sacked = acknowledged - 1 >= sacked ? 0 : sacked - (acknowledged - 1);
    }
    checkReordering(acknowledged);
  }

  void resetDuplicates() {
    sacked = 0;
  }

  private void checkReordering(int more) {
    int holes = Math.min(Math.max(lost, 1), out);
    if (sacked + holes <= out) {
      return;
    }
    sacked = out - holes;
    reordering = Math.min(out + more, connection.stack.setting(TcpSetting.TCP_MAX_REORDERING));
    reorderingSeen++;
    connection.stack.count(TcpCounter.RENO_REORDER);
  }

  // ---- reordering

  /// A segment from `low` on, which was sent once, came after others had
  /// (`tcp_check_sack_reordering`).
  void overtaken(int low, boolean byTimestamp) {
    int high = highestSacked();
    if (!Sequence.before(low, high)) {
      return;
    }
    int distance = high - low;
    int mss = connection.size.mss;
    if (distance > reordering * mss) {
      int most = connection.stack.setting(TcpSetting.TCP_MAX_REORDERING);
      reordering = Math.min((distance + mss - 1) / mss, most);
    }
    reorderingSeen++;
    connection.stack.count(byTimestamp ? TcpCounter.TS_REORDER : TcpCounter.SACK_REORDER);
  }
}
