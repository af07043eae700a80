package dev.patchbay.stack.tcp;

/// Which segments are taken for lost: by RACK, by the number of those that arrived behind them (RFC
/// 6675), by repeated acknowledgements (RFC 6582), or all after a timeout.
final class LossDetection {
  private final Connection connection;
  private final Scoreboard scoreboard;

  LossDetection(Connection connection) {
    this.connection = connection;
    this.scoreboard = connection.scoreboard;
  }

  /// What an acknowledgement shows to be lost (`tcp_identify_packet_loss`).
  void identify(AckEvents events, Recovery.State state) {
    if (connection.writes.firstSent() == null) {
      return;
    }
    if (!connection.peer.sack) {
      loseFirst(events.has(AckEvents.ADVANCED), state);
    } else if ((connection.stack.setting(TcpSetting.TCP_RECOVERY) & 1) != 0) {
      int before = scoreboard.retransmitted();
      if (connection.rack.markLost()) {
        events.remove(AckEvents.SET_TIMER);
      }
      if (before > scoreboard.retransmitted()) {
        events.add(AckEvents.LOST_RETRANSMIT);
      }
    } else {
      loseBelowSacked();
    }
  }

  /// Without SACK (RFC 6582; `tcp_newreno_mark_lost`).
  private void loseFirst(boolean advanced, Recovery.State state) {
    boolean begins =
        state.compareTo(Recovery.State.RECOVERY) < 0
            && scoreboard.sacked() >= scoreboard.reordering();
    if (!begins && !(state == Recovery.State.RECOVERY && advanced)) {
      return;
    }
    Segment first = connection.writes.firstSent();
    if (first == null || first.is(Segment.LOST)) {
      return;
    }
    if (first.packets > 1 && first.length() > connection.size.mss) {
      connection.cut(first, connection.size.mss);
    }
    scoreboard.lose(first);
  }

  /// RFC 6675: what lies below enough that has arrived.
  private void loseBelowSacked() {
    int above = scoreboard.sacked();
    Segment segment = connection.writes.firstSent();
    while (segment != null && above >= scoreboard.reordering()) {
      if (segment.is(Segment.SACKED)) {
        above -= segment.packets;
      } else if (!segment.is(Segment.LOST)) {
        scoreboard.lose(segment);
      }
      segment = connection.writes.nextSent(segment);
    }
  }

  /// What a timeout takes for lost (`tcp_timeout_mark_lost`).
  void loseAll() {
    Segment first = connection.writes.firstSent();
    boolean reneged = first != null && first.is(Segment.SACKED);
    if (reneged) {
      connection.stack.count(TcpCounter.SACK_RENEGING);
      scoreboard.forgetSacks();
    } else if (!connection.peer.sack) {
      scoreboard.resetDuplicates();
    }
    boolean spares = (connection.stack.setting(TcpSetting.TCP_RECOVERY) & 1) != 0;
    for (Segment segment = first; segment != null; segment = connection.writes.nextSent(segment)) {
      boolean recent = spares && segment != first && connection.rack.remaining(segment, 0) > 0;
      if (reneged || !recent) {
        scoreboard.lose(segment);
      }
    }
  }
}
