package dev.patchbay.stack.tcp;

/// How a connection recovers from loss (RFC 6582): what is on its way, what is taken for lost, and
/// the states between (`tcp_ca_state`). Counts are of segments.
final class Recovery {
  /// `TCP_CA_…`
  enum State {
    OPEN,
    DISORDER,
    CWR,
    RECOVERY,
    LOSS
  }

  private static final int DUPLICATES = 3;

  private final Connection connection;
  private State state = State.OPEN;
  private int out;
  private int sacked;
  private int lost;
  private int retransmitted;
  private int highSequence;
  private int totalRetransmits;
  private int delivered;

  Recovery(Connection connection) {
    this.connection = connection;
  }

  State state() {
    return state;
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

  /// Segments on their way (`tcp_packets_in_flight`).
  int inFlight() {
    return out - sacked - lost + retransmitted;
  }

  void forget() {
    out = 0;
    sacked = 0;
    lost = 0;
    retransmitted = 0;
    state = State.OPEN;
  }

  // ---- sending

  /// A new segment has been sent.
  void sent(Segment segment) {
    out++;
  }

  /// A segment has been sent again.
  void sentAgain(Segment segment) {
    segment.marks |= Segment.RETRANSMITTED | Segment.EVER_RETRANSMITTED;
    retransmitted++;
    totalRetransmits++;
  }

  /// A sent segment was cut in two.
  void split(Segment first, Segment rest) {
    out++;
    if (first.is(Segment.LOST)) {
      lost++;
    }
    if (first.is(Segment.RETRANSMITTED)) {
      retransmitted++;
    }
    if (first.is(Segment.SACKED)) {
      sacked++;
    }
  }

  /// A segment has been acknowledged and leaves the queue.
  void arrived(Segment segment) {
    out--;
    delivered++;
    if (segment.is(Segment.LOST)) {
      lost--;
    }
    if (segment.is(Segment.RETRANSMITTED)) {
      retransmitted--;
    }
    if (segment.is(Segment.SACKED)) {
      sacked--;
    }
  }

  /// Notes in a segment that is sent what had been delivered before.
  void stamp(Segment segment) {
    segment.delivered = delivered;
  }

  void scheduleLossProbe() {}

  int reordering() {
    return DUPLICATES;
  }

  // ---- acknowledgements

  /// An acknowledgement has been taken: `advanced` of them new ones (`tcp_fastretrans_alert`).
  void acknowledged(int advanced, boolean duplicate, int before) {
    switch (state) {
      case OPEN, DISORDER, CWR -> open(advanced, duplicate);
      case RECOVERY -> recover(advanced, duplicate);
      case LOSS -> recoverFromLoss(advanced);
    }
    if (advanced > 0 && state != State.RECOVERY) {
      connection.congestion.control().grow(connection.congestion, before, advanced);
    }
  }

  private void open(int advanced, boolean duplicate) {
    if (advanced > 0) {
      sacked = 0;
      state = State.OPEN;
    }
    if (duplicate && out > 0) {
      sacked = Math.min(sacked + 1, out - 1);
      state = State.DISORDER;
      if (sacked >= DUPLICATES) {
        begin();
      }
    }
  }

  private void begin() {
    connection.stack.count(TcpCounter.RENO_RECOVERY);
    reduce();
    connection.congestion.window(connection.congestion.threshold());
    state = State.RECOVERY;
    highSequence = connection.sndNxt;
    loseFirst();
  }

  private void reduce() {
    Congestion congestion = connection.congestion;
    congestion.rememberPrior();
    congestion.threshold(congestion.control().threshold(congestion));
  }

  private void loseFirst() {
    Segment first = connection.writes.firstSent();
    if (first != null && !first.is(Segment.LOST)) {
      first.marks |= Segment.LOST;
      lost++;
    }
    Retransmission.sendLost(connection);
  }

  private void recover(int advanced, boolean duplicate) {
    if (!Sequence.before(connection.sndUna, highSequence)) {
      sacked = 0;
      state = State.OPEN;
      return;
    }
    if (advanced > 0) {
      sacked = Math.max(sacked - advanced + 1, 0);
      loseFirst();
    } else if (duplicate) {
      sacked = Math.min(sacked + 1, Math.max(out - 1 - lost, 0));
      Retransmission.sendLost(connection);
    }
  }

  private void recoverFromLoss(int advanced) {
    if (!Sequence.before(connection.sndUna, highSequence)) {
      state = State.OPEN;
    }
    if (advanced > 0) {
      Retransmission.sendLost(connection);
    }
  }

  /// Nothing has been heard for too long: all is taken for lost (`tcp_enter_loss`).
  void enterLoss() {
    if (state != State.LOSS || !Sequence.after(highSequence, connection.sndUna)) {
      reduce();
      connection.congestion.control().lose(connection.congestion);
    }
    connection.congestion.window(inFlight() + 1);
    connection.congestion.window(1);
    sacked = 0;
    lost = 0;
    retransmitted = 0;
    for (Segment segment = connection.writes.firstSent();
        segment != null;
        segment = connection.writes.nextSent(segment)) {
      segment.marks &= ~(Segment.RETRANSMITTED | Segment.SACKED);
      segment.marks |= Segment.LOST;
      lost++;
    }
    state = State.LOSS;
    highSequence = connection.sndNxt;
  }

  void reorderTimeout() {
    Retransmission.sendLost(connection);
  }
}
