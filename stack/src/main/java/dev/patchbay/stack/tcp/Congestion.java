package dev.patchbay.stack.tcp;

/// How much of a connection may be on its way: the congestion window and what changes it, in
/// segments (RFC 5681).
final class Congestion {
  /// RFC 6928.
  static final int INITIAL = 10;

  static final int INFINITE = 0x7fff_ffff;

  private final Connection connection;
  private CongestionControl control;
  private int window = INITIAL;
  private int threshold = INFINITE;
  private int clamp = Integer.MAX_VALUE;

  /// Segments acknowledged since the window grew last.
  private int count;

  /// The window before the last reduction.
  private int prior;

  /// Whether the window, and not the program or the other end, has held something back.
  private boolean limited;

  /// The most that was on its way, and the number that ends the flight it was seen in.
  private int used;

  private int usedSequence;

  Congestion(Connection connection, CongestionControl control) {
    this.connection = connection;
    this.control = control;
  }

  CongestionControl control() {
    return control;
  }

  void control(CongestionControl value) {
    control = value;
    value.begin(this);
  }

  Connection connection() {
    return connection;
  }

  int window() {
    return window;
  }

  void window(int segments) {
    window = Math.min(Math.max(segments, 1), clamp);
  }

  /// The threshold of slow start.
  int threshold() {
    return threshold;
  }

  /// Whether nothing has been lost yet.
  boolean isInInitialSlowStart() {
    return threshold == INFINITE;
  }

  void threshold(int segments) {
    threshold = segments;
  }

  void clamp(int segments) {
    clamp = segments;
  }

  int priorWindow() {
    return prior;
  }

  void rememberPrior() {
    prior = window;
  }

  void count(int value) {
    count = value;
  }

  boolean isInSlowStart() {
    return window < threshold;
  }

  /// Grows by what was acknowledged, up to the threshold; returns what is left.
  int slowStart(int acknowledged) {
    int grown = Math.min(window + acknowledged, threshold);
    int left = acknowledged - (grown - window);
    window(grown);
    return left;
  }

  /// Grows by one for every `per` segments acknowledged (`tcp_cong_avoid_ai`).
  void avoid(int per, int acknowledged) {
    if (count >= per) {
      count = 0;
      window(window + 1);
    }
    count += acknowledged;
    if (count >= per) {
      int more = count / per;
      count -= more * per;
      window(window + more);
    }
  }

  /// Whether the window was the limit lately: else it does not grow (`tcp_is_cwnd_limited`).
  boolean isLimited() {
    return limited || (isInSlowStart() && window < 2 * used);
  }

  /// Says after sending whether the window was the limit (`tcp_cwnd_validate`).
  void validate(boolean isLimited, int inFlight, int sndUna, int sndNxt) {
    boolean fresh = !Sequence.before(sndUna, usedSequence);
    if (fresh || isLimited || (!limited && inFlight > used)) {
      limited = isLimited;
      used = inFlight;
      usedSequence = sndNxt;
    }
  }

  /// There is something to send, perhaps after a pause (`tcp_slow_start_after_idle_check`).
  void checkIdle() {
    long idle = connection.now() - connection.lastSendTime();
    long timeout = connection.roundTrip.timeout();
    boolean restarts = connection.stack.setting(TcpSetting.TCP_SLOW_START_AFTER_IDLE) != 0;
    if (restarts && connection.scoreboard.out() == 0 && idle > timeout) {
      restartAfterIdle(idle, timeout);
    }
  }

  /// After a pause the window is halved for every timeout that has passed (RFC 2861,
  /// `tcp_cwnd_restart`).
  private void restartAfterIdle(long idle, long timeout) {
    int restart = Math.min(connection.path.initialWindow(), window);
    threshold = Math.max(threshold, (window >> 1) + (window >> 2));
    int now = window;
    for (long left = idle - timeout; left > 0 && now > restart; left -= timeout) {
      now >>= 1;
    }
    window(Math.max(now, restart));
    used = 0;
  }
}
