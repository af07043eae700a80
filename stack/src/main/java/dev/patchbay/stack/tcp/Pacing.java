package dev.patchbay.stack.tcp;

/// How fast a connection sends: the rate that its window and round trip make, which decides how
/// large its packets are, and which a program may limit (`sk_pacing_rate`, `SO_MAX_PACING_RATE`).
/// What is limited is sent at that pace. Behind a discipline that keeps times, all is: each packet
/// says when it is to leave (`skb->tstamp`).
final class Pacing {
  static final long UNLIMITED = -1;

  /// The rate shifted by this is what is sent in about a millisecond (`sk_pacing_shift`).
  static final int SHIFT = 10;

  /// So many segments go before the pace is kept, so that short connections are not slowed.
  private static final int UNPACED = 10;

  private final Connection connection;
  private long most = UNLIMITED;

  /// When the next segment may go (`tcp_wstamp_ns`).
  private long next;

  private boolean left;

  Pacing(Connection connection) {
    this.connection = connection;
  }

  /// The limit in bytes a second, or [#UNLIMITED].
  long most() {
    return most;
  }

  void most(long bytes) {
    most = bytes;
  }

  /// A discipline keeps the pace from now on.
  void leaveToDiscipline() {
    left = true;
  }

  /// Bytes a second, as `tcp_update_pacing_rate` works it out.
  long rate() {
    RoundTrip trip = connection.roundTrip;
    if (!trip.isKnown()) {
      return most;
    }
    long rate = share(trip);
    return most == UNLIMITED ? rate : Math.min(rate, most);
  }

  private long share(RoundTrip trip) {
    Congestion congestion = connection.congestion;
    long window = Math.max(congestion.window(), connection.scoreboard.out());
    boolean starts = congestion.window() < congestion.threshold() / 2;
    int percent =
        connection.stack.setting(
            starts ? TcpSetting.TCP_PACING_SS_RATIO : TcpSetting.TCP_PACING_CA_RATIO);
    long micros = Math.max(trip.smoothed(), 1);
    return window * connection.size.mss * percent / 100 * 1_000_000 / micros;
  }

  /// Whether nothing may be sent yet; a timer sends it when it may (`tcp_pacing_check`).
  boolean holdsBack() {
    if (left || most == UNLIMITED || next <= connection.now()) {
      return false;
    }
    connection.timers.armPace(next);
    return true;
  }

  /// A segment with so many bytes of data is sent: when it is to leave the host, or 0 for at once
  /// (`tcp_update_skb_after_send`).
  long send(int bytes) {
    long now = connection.now();
    long leaves = Math.max(now, next);
    long rate = rate();
    boolean keeps = left || most != UNLIMITED;
    if (keeps && rate > 0 && connection.traffic.dataSegmentsOut >= UNPACED) {
      long length = bytes * RoundTrip.SECOND / rate;
      long credit = Math.max(now - next, 0);
      next = leaves + length - Math.min(length / 2, credit);
    }
    return left ? leaves : 0;
  }

  /// It is time for the next segment (`tcp_tsq_handler`).
  void resume() {
    Scoreboard board = connection.scoreboard;
    connection.queued.resumed();
    if (connection.state() == TcpState.CLOSE) {
      return;
    }
    if (board.lost() > board.retransmitted() && connection.congestion.window() > board.inFlight()) {
      Retransmission.sendLost(connection);
    }
    connection.stack.output().push(connection);
  }
}
