package dev.patchbay.stack.tcp;

/// Where something on the way swallows segments of fast open, a client does without it for a while,
/// and longer each time (`tcp_fastopen_blackhole_timeout_sec`; `tcp_fastopen_active_disable`).
final class FastOpenBlackHole {
  private static final int MOST_DOUBLINGS = 6;

  private final TcpStack stack;
  private int times;
  private long since;

  FastOpenBlackHole(TcpStack stack) {
    this.stack = stack;
  }

  private long timeout() {
    return stack.setting(TcpSetting.TCP_FASTOPEN_BLACKHOLE_TIMEOUT_SEC) * RoundTrip.SECOND;
  }

  /// Whether a client does without fast open at present.
  boolean isFeared() {
    return timeout() != 0
        && times != 0
        && stack.now() < since + (timeout() << Math.min(times - 1, MOST_DOUBLINGS));
  }

  /// Whether it was feared, and the time is over: what is opened now shows whether it is gone.
  boolean isOnTrial() {
    return timeout() != 0 && times != 0 && !isFeared();
  }

  private void found() {
    if (timeout() != 0) {
      since = stack.now();
      times++;
      stack.count(TcpCounter.FAST_OPEN_BLACKHOLE);
    }
  }

  /// The setting was written.
  void forget() {
    times = 0;
  }

  /// Nothing is acknowledged: that may be why (`tcp_fastopen_active_detect_blackhole`).
  void suspect(Connection connection, int timeouts, boolean over) {
    if (wasAsked(connection) && (timeouts == 2 || (timeouts < 2 && over))) {
      found();
      stack.count(TcpCounter.FAST_OPEN_ACTIVE_FAIL);
    }
  }

  /// A reset came that is not the next thing expected.
  void strayReset(Connection connection) {
    if (wasAsked(connection)
        && connection.traffic.dataSegmentsIn == 0
        && connection.state() == TcpState.ESTABLISHED) {
      found();
    }
  }

  /// The connection ends: a FIN alone that came before its turn means that what should have come
  /// before it was swallowed (`tcp_fastopen_active_disable_ofo_check`).
  void judge(Connection connection) {
    FastOpen fast = connection.opening.fastOpen();
    if (fast == null || !fast.wasAsked()) {
      return;
    }
    if (connection.traffic.dataSegmentsIn == 0) {
      if (connection.received.hasOutOfOrder() && connection.received.outOfOrder().isFinAlone()) {
        found();
      }
    } else if (fast.isTrial() && !connection.path.isLoopback()) {
      times = 0;
    }
  }

  private static boolean wasAsked(Connection connection) {
    FastOpen fast = connection.opening.fastOpen();
    return fast != null && fast.wasAsked();
  }
}
