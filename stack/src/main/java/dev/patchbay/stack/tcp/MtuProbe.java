package dev.patchbay.stack.tcp;

/// Finds by itself how large the packets on a path may be (RFC 4821; `tcp_mtu_probe`): one larger
/// segment now and then tells, and when nothing gets through, smaller ones are tried.
final class MtuProbe {
  private static final int LEAST_WINDOW = 11;
  private static final int ALWAYS = 2;

  /// What a try to probe came to.
  enum Outcome {
    NOT_NOW,
    WAITS,
    SENT
  }

  private final Connection connection;
  private boolean enabled;

  // Bytes of packets: what is known to pass, what is known not to, and what is tried; 0 for
  // nothing.
  private int low;
  private int high;
  private int size;
  private int start;
  private int end;
  private long time;

  MtuProbe(Connection connection) {
    this.connection = connection;
  }

  private int setting(TcpSetting of) {
    return connection.stack.setting(of);
  }

  private int headers() {
    return connection.size.networkHeader() + connection.size.transportHeader();
  }

  /// Begins anew (`tcp_mtup_init`).
  void begin() {
    enabled = setting(TcpSetting.TCP_MTU_PROBING) >= ALWAYS;
    high = connection.peer.mssClamp + connection.size.networkHeader() + 20;
    low = setting(TcpSetting.TCP_BASE_MSS) + headers();
    size = 0;
    time = connection.now();
  }

  /// How much of a segment of so much data may be sent on a path of that MTU.
  int limit(int mss, int mtu) {
    high = Math.min(high, mtu);
    return enabled ? Math.min(mss, low - headers()) : mss;
  }

  // ---- when nothing gets through

  /// Retries were in vain: perhaps the packets are too large, and nobody says so
  /// (`tcp_mtu_probing`).
  void suspectBlackHole() {
    if (setting(TcpSetting.TCP_MTU_PROBING) == 0) {
      return;
    }
    if (enabled) {
      int mss = Math.min((low - headers()) >> 1, setting(TcpSetting.TCP_BASE_MSS));
      mss = Math.max(mss, setting(TcpSetting.TCP_MTU_PROBE_FLOOR));
      low = Math.max(mss, setting(TcpSetting.TCP_MIN_SND_MSS)) + headers();
    } else {
      enabled = true;
      time = connection.now();
    }
    connection.size.sync(connection.size.pathMtu);
  }

  // ---- probing

  /// Sends a larger segment, if it is time for one.
  Outcome probe() {
    boolean calm =
        connection.recovery.state() == Recovery.State.OPEN
            && connection.congestion.window() >= LEAST_WINDOW
            && connection.received.sackBlocks() == 0;
    if (!enabled || size != 0 || !calm) {
      return Outcome.NOT_NOW;
    }
    int mss = connection.size.current();
    int data = ((high + low) >> 1) - headers();
    if (data > high - headers() || high - low < setting(TcpSetting.TCP_PROBE_THRESHOLD)) {
      beginAgain(mss);
      return Outcome.NOT_NOW;
    }
    int needed = data + (connection.scoreboard.reordering() + 1) * connection.size.mss;
    if (connection.writeSeq - connection.sndNxt < needed || connection.sndWnd < needed) {
      return Outcome.NOT_NOW;
    }
    if (Sequence.after(connection.sndNxt + needed, connection.windowEnd())) {
      return Outcome.WAITS;
    }
    int inFlight = connection.scoreboard.inFlight();
    if (inFlight + 2 > connection.congestion.window()) {
      return inFlight == 0 ? Outcome.NOT_NOW : Outcome.WAITS;
    }
    return send(data);
  }

  private Outcome send(int data) {
    Segment segment = connection.writes.gather(data);
    if (segment == null) {
      return Outcome.NOT_NOW;
    }
    segment.packets = 1;
    if (!connection.stack.output().transmitNew(connection, segment)) {
      return Outcome.NOT_NOW;
    }
    connection.congestion.window(connection.congestion.window() - 1);
    size = data + headers();
    start = segment.sequence;
    end = segment.end;
    return Outcome.SENT;
  }

  /// After a while the path may have become another one (`tcp_mtu_check_reprobe`).
  private void beginAgain(int mss) {
    long interval = setting(TcpSetting.TCP_PROBE_INTERVAL) * RoundTrip.SECOND;
    if (connection.now() - time >= interval) {
      begin();
      low = mss + headers();
    }
  }

  /// Something was acknowledged: perhaps the probe (`tcp_mtup_probe_success`).
  void acknowledged() {
    if (size == 0 || Sequence.after(end, connection.sndUna)) {
      return;
    }
    Congestion congestion = connection.congestion;
    long window = (long) congestion.window() * (connection.size.mss + headers()) / size;
    congestion.window((int) Math.max(window, 1));
    congestion.count(0);
    congestion.threshold(connection.recovery.currentThreshold());
    low = size;
    size = 0;
    connection.size.sync(connection.size.pathMtu);
    connection.stack.count(TcpCounter.MTUP_SUCCESS);
  }

  /// Something is lost; returns whether that was the probe, which was too large then and is no sign
  /// of congestion (`tcp_mtup_probe_failed`).
  boolean failed() {
    if (size == 0 || connection.sndUna != start) {
      return false;
    }
    high = size - 1;
    size = 0;
    connection.stack.count(TcpCounter.MTUP_FAIL);
    connection.congestion.window(connection.congestion.window() + 1);
    connection.recovery.loseLarge();
    return true;
  }
}
