package dev.patchbay.stack.tcp;

/// RACK (RFC 8985): a segment is lost when one that was sent sufficiently later has arrived.
final class Rack {
  /// `TCP_TIMEOUT_MIN`
  static final long TIMEOUT_MIN = 2 * RoundTrip.MILLISECOND;

  private static final int PERSIST = 16;
  private static final int STATIC_WINDOW = 2;
  private static final int NO_DUPLICATES = 4;

  private final Connection connection;

  /// When the newest segment that has arrived was sent, and its end.
  private long time;

  private int end;

  /// The round trip that it took, in nanoseconds.
  private long roundTrip;

  private boolean advanced;
  private boolean duplicateSeen;
  private int steps = 1;
  private int persist;
  private int lastDelivered;

  Rack(Connection connection) {
    this.connection = connection;
  }

  void advanced() {
    advanced = true;
  }

  void duplicateSeen() {
    duplicateSeen = true;
  }

  void persist() {
    persist = Math.min(PERSIST, persist + 1);
  }

  void recoveryPassed() {
    persist = Math.max(persist - 1, 0);
  }

  /// Whether `a` was sent after `b`.
  private static boolean sentAfter(long a, long b, int endA, int endB) {
    return a > b || (a == b && Sequence.after(endA, endB));
  }

  /// The segment has arrived (`tcp_rack_advance`).
  void advance(Segment segment, AckEvents events) {
    long trip = connection.now() - segment.sent;
    long least = connection.roundTrip.minimum() * 1000L;
    if (trip < least && segment.is(Segment.EVER_RETRANSMITTED)) {
      // It is the answer to what was sent before it was sent again.
      return;
    }
    advanced = true;
    roundTrip = trip;
    if (sentAfter(segment.sent, time, segment.end, end)) {
      time = segment.sent;
      end = segment.end;
      events.priorDelivered = segment.delivered;
    }
  }

  /// How much later, in nanoseconds (`tcp_rack_reo_wnd`).
  private long window() {
    Scoreboard scoreboard = connection.scoreboard;
    if (!scoreboard.hasSeenReordering()) {
      if (connection.recovery.state().compareTo(Recovery.State.RECOVERY) >= 0) {
        return 0;
      }
      boolean counts = (connection.stack.setting(TcpSetting.TCP_RECOVERY) & NO_DUPLICATES) == 0;
      if (scoreboard.sacked() >= scoreboard.reordering() && counts) {
        return 0;
      }
    }
    long quarter = Math.max(connection.roundTrip.minimum(), 0) * 1000L / 4;
    return Math.min(quarter * steps, connection.roundTrip.smoothed() * 1000L);
  }

  /// How long until the segment is lost, in nanoseconds.
  long remaining(Segment segment, long window) {
    return roundTrip + window - (connection.now() - segment.sent);
  }

  /// Finds what is lost; returns how long until more may be, 0 for never (`tcp_rack_detect_loss`).
  private long detect() {
    long wait = 0;
    long window = window();
    Segment segment = connection.writes.firstSent();
    while (segment != null) {
      boolean newer = !sentAfter(time, segment.sent, end, segment.end);
      if (newer && connection.scoreboard.retransmitted() == 0) {
        break;
      }
      boolean waits =
          !newer
              && !segment.is(Segment.SACKED)
              && (!segment.is(Segment.LOST) || segment.is(Segment.RETRANSMITTED));
      if (waits) {
        long remaining = remaining(segment, window);
        if (remaining <= 0) {
          connection.scoreboard.lose(segment);
        } else {
          wait = Math.max(wait, remaining);
        }
      }
      segment = connection.writes.nextSent(segment);
    }
    return wait;
  }

  /// Marks what is lost after an acknowledgement; returns whether a timer looks for more
  /// (`tcp_rack_mark_lost`).
  boolean markLost() {
    if (!advanced) {
      return false;
    }
    advanced = false;
    long wait = detect();
    if (wait > 0) {
      connection.timers.arm(
          Timers.Pending.REORDER, Math.min(wait + TIMEOUT_MIN, connection.roundTrip.timeout()));
    }
    return wait > 0;
  }

  /// The time of the timer is over (`tcp_rack_reo_timeout`).
  void timeout() {
    Scoreboard scoreboard = connection.scoreboard;
    int before = scoreboard.inFlight();
    int lost = scoreboard.everLost();
    long wait = detect();
    if (before != scoreboard.inFlight()) {
      if (connection.recovery.state() != Recovery.State.RECOVERY) {
        connection.recovery.enter(false);
        connection.recovery.reduce(1, scoreboard.everLost() - lost, false);
      }
      Retransmission.sendLost(connection);
    }
    if (wait > 0 && connection.timers.pending() == Timers.Pending.NONE) {
      connection.timers.arm(Timers.Pending.REORDER, wait + TIMEOUT_MIN);
    } else if (connection.timers.pending() != Timers.Pending.RETRANSMIT) {
      TcpOutput.rearm(connection);
    }
  }

  /// Lets more time pass where what was sent again had only been late (`tcp_rack_update_reo_wnd`).
  void adapt(int priorDelivered) {
    int setting = connection.stack.setting(TcpSetting.TCP_RECOVERY);
    if ((setting & STATIC_WINDOW) != 0 || priorDelivered == 0) {
      return;
    }
    if (Sequence.before(priorDelivered, lastDelivered)) {
      duplicateSeen = false;
    }
    if (duplicateSeen) {
      steps = Math.min(0xff, steps + 1);
      duplicateSeen = false;
      lastDelivered = connection.scoreboard.delivered();
      persist = PERSIST;
    } else if (persist == 0) {
      steps = 1;
    }
  }
}
