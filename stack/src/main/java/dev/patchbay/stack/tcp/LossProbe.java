package dev.patchbay.stack.tcp;

import org.jspecify.annotations.Nullable;

/// Tail loss probes (RFC 8985 section 7): when no acknowledgement comes for two round trips, the
/// last segment is sent again, or a new one, so that the answer tells what is missing.
final class LossProbe {
  private final Connection connection;

  /// `SND.NXT` when the probe was sent, and whether one is under way.
  private int highSequence;

  private boolean sent;
  private boolean again;

  LossProbe(Connection connection) {
    this.connection = connection;
  }

  void forget() {
    sent = false;
  }

  /// Whether a probe ends at that number.
  boolean isAt(int sequence) {
    return sent && highSequence == sequence;
  }

  /// Arms the timer; returns whether a probe may be sent at all (`tcp_schedule_loss_probe`).
  boolean schedule(boolean advancing) {
    int setting = connection.stack.setting(TcpSetting.TCP_EARLY_RETRANS);
    Recovery.State state = connection.recovery.state();
    boolean calm = state == Recovery.State.OPEN || state == Recovery.State.CWR;
    if ((setting != 3 && setting != 4)
        || connection.scoreboard.out() == 0
        || connection.opening.fastOpenRequest() != null
        || !connection.peer.sack
        || !calm) {
      return false;
    }
    long wait = RoundTrip.RTO_INITIAL;
    if (connection.roundTrip.isKnown()) {
      wait = 2000L * connection.roundTrip.smoothed();
      wait += connection.scoreboard.out() == 1 ? RoundTrip.RTO_MIN : Rack.TIMEOUT_MIN;
    }
    long timeout = advancing ? connection.roundTrip.timeout() : left(connection);
    if (timeout > 0) {
      wait = Math.min(wait, timeout);
    }
    connection.timers.arm(Timers.Pending.LOSS_PROBE, wait);
    return true;
  }

  /// How long until the oldest segment has been on its way for a timeout (`tcp_rto_delta_us`).
  static long left(Connection connection) {
    Segment first = connection.writes.firstSent();
    long timeout = connection.roundTrip.timeout();
    return first == null ? timeout : first.sent + timeout - connection.now();
  }

  /// The time has come (`tcp_send_loss_probe`).
  void send() {
    if (!sent && probe()) {
      highSequence = connection.sndNxt;
      sent = true;
      connection.stack.count(TcpCounter.LOSS_PROBES);
    }
    TcpOutput.rearm(connection);
  }

  private boolean probe() {
    again = false;
    if (connection.stack.output().sendOne(connection)) {
      return true;
    }
    if (connection.writes.unsent() != null && mayBeSent(connection.writes.unsent())) {
      return false;
    }
    Segment last = connection.writes.lastSent();
    if (last == null || connection.queued.holds(last)) {
      return false;
    }
    int before = (last.packets - 1) * connection.size.mss;
    if (before > 0 && before < last.length()) {
      last = connection.cut(last, before);
    }
    again = Retransmission.repeat(connection, last);
    return again;
  }

  private boolean mayBeSent(@Nullable Segment segment) {
    return segment != null && !Sequence.after(segment.end, connection.windowEnd());
  }

  /// What an acknowledgement says of the probe (`tcp_process_tlp_ack`).
  void acknowledged(int ack, AckEvents events) {
    if (!sent || Sequence.before(ack, highSequence)) {
      return;
    }
    if (!again || events.has(AckEvents.DSACK_PROBE)) {
      sent = false;
    } else if (Sequence.after(ack, highSequence)) {
      sent = false;
      connection.recovery.probeRepaired();
      connection.stack.count(TcpCounter.LOSS_PROBE_RECOVERY);
    } else if (!events.has(AckEvents.ADVANCED | AckEvents.NOT_DUPLICATE | AckEvents.DATA_SACKED)) {
      sent = false;
    }
  }
}
