package dev.patchbay.stack.tcp;

/// Whether a reduction of the window was wrong, because what was taken for lost had only been late,
/// and its taking back (RFC 3522, RFC 3708; `tcp_try_undo_…`).
final class Undo {
  private final Connection connection;

  /// `SND.UNA` when the reduction began; there is none to take back unless `marked`.
  private int marker;

  private boolean marked;

  /// Packets sent again that have not been told to have come twice; -1 before the first.
  private int retransmits;

  /// The threshold before, 0 when it must not come back.
  private int priorThreshold;

  /// When the first of what is being sent again was sent again, in the clock of the timestamps.
  private boolean stamped;

  private int retransmitStamp;
  private int duplicates;

  Undo(Connection connection) {
    this.connection = connection;
  }

  boolean isMarked() {
    return marked;
  }

  void mark() {
    marker = connection.sndUna;
    marked = true;
    int out = connection.scoreboard.retransmitted();
    retransmits = out == 0 ? -1 : out;
  }

  void unmark() {
    marked = false;
  }

  void priorThreshold(int value) {
    priorThreshold = value;
  }

  /// A segment is sent again.
  void sentAgain(int packets) {
    if (!stamped) {
      stamped = true;
      retransmitStamp = connection.timestampClock();
    }
    retransmits = Math.max(retransmits, 0) + packets;
  }

  /// Nothing that was sent again is waited for any more.
  void forgetStamp() {
    stamped = false;
  }

  // ---- what came twice

  /// Whether so many more duplicates can be: there were not more than what was sent again.
  boolean believes(int segments) {
    duplicates += segments;
    return duplicates <= connection.scoreboard.totalRetransmits();
  }

  /// How many segments came twice, as the other end tells.
  int duplicatesSeen() {
    return duplicates;
  }

  /// Data below what is waited for came twice.
  void duplicates(int segments, int end, int priorUna) {
    if (marked && !Sequence.after(end, priorUna) && Sequence.after(end, marker)) {
      retransmits = Math.max(retransmits - segments, 0);
    }
  }

  /// A segment that is still waited for came twice.
  void duplicate(Segment segment) {
    if (marked && retransmits > 0 && Sequence.after(segment.end, marker)) {
      retransmits = Math.max(retransmits - segment.packets, 0);
    }
  }

  // ---- taking back

  /// Whether the last acknowledgement is for what was sent before it was sent again (Eifel).
  boolean isDelayed() {
    return stamped
        && connection.peer.timestamps
        && connection.peer.echo != 0
        && connection.peer.echo - retransmitStamp < 0;
  }

  private boolean isPossible() {
    return marked && (retransmits == 0 || isDelayed());
  }

  /// `tcp_undo_cwnd_reduction`
  private void reduction(boolean forgetsLoss) {
    if (forgetsLoss) {
      connection.scoreboard.forgetLoss();
    }
    Congestion congestion = connection.congestion;
    if (priorThreshold != 0) {
      congestion.window(congestion.control().undo(congestion));
      if (priorThreshold > congestion.threshold()) {
        congestion.threshold(priorThreshold);
        connection.ecn.withdraw();
      }
    }
    marked = false;
    connection.rack.advanced();
  }

  /// All of a recovery has been acknowledged; returns whether its state stays for now
  /// (`tcp_try_undo_recovery`).
  boolean recovery() {
    if (isPossible()) {
      boolean loss = connection.recovery.state() == Recovery.State.LOSS;
      reduction(false);
      connection.stack.count(loss ? TcpCounter.LOSS_UNDO : TcpCounter.FULL_UNDO);
    } else {
      connection.rack.recoveryPassed();
    }
    if (keepsReno()) {
      return true;
    }
    connection.recovery.open();
    return false;
  }

  /// Without SACK a late duplicate could begin a recovery anew, so its end waits for one segment
  /// more (RFC 6582 section 4).
  private boolean keepsReno() {
    if (connection.sndUna != connection.recovery.highSequence() || connection.peer.sack) {
      return false;
    }
    forgetStampIfDone();
    return true;
  }

  void forgetStampIfDone() {
    if (!anyRetransmitted()) {
      stamped = false;
    }
  }

  boolean anyRetransmitted() {
    if (connection.scoreboard.retransmitted() > 0) {
      return true;
    }
    Segment first = connection.writes.firstSent();
    return first != null && first.is(Segment.EVER_RETRANSMITTED);
  }

  /// A part of a recovery has been acknowledged, which had only been late (`tcp_try_undo_partial`).
  boolean partial(int priorUna) {
    if (!marked || !isDelayed()) {
      return false;
    }
    connection.scoreboard.overtaken(priorUna, true);
    if (connection.scoreboard.retransmitted() > 0) {
      return true;
    }
    forgetStampIfDone();
    reduction(true);
    connection.stack.count(TcpCounter.PARTIAL_UNDO);
    connection.recovery.keepOpen();
    return false;
  }

  /// All that was sent again came twice (`tcp_try_undo_dsack`).
  boolean duplicates() {
    if (!marked || retransmits != 0) {
      return false;
    }
    connection.rack.persist();
    reduction(false);
    connection.stack.count(TcpCounter.DSACK_UNDO);
    return true;
  }

  /// A timeout was wrong (`tcp_try_undo_loss`).
  boolean loss(boolean byOriginal) {
    if (!byOriginal && !isPossible()) {
      return false;
    }
    reduction(true);
    connection.stack.count(TcpCounter.LOSS_UNDO);
    if (byOriginal) {
      connection.stack.count(TcpCounter.SPURIOUS_RTOS);
    }
    connection.timers.answered();
    if (keepsReno()) {
      return true;
    }
    if (byOriginal || connection.peer.sack) {
      connection.recovery.open();
    }
    return true;
  }
}
