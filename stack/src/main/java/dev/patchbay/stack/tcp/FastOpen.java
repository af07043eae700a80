package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.route.RouteMetrics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Fast open as a client does it: the first data goes with the SYN, if the other end has given a
/// cookie before; else the SYN asks for one (RFC 7413 section 4.2; `tcp_fastopen_request`).
final class FastOpen {
  /// `TFO_CLIENT_ENABLE`, `TFO_CLIENT_NO_COOKIE`
  static final int CLIENT = 1;

  static final int WITHOUT_COOKIE = 4;

  /// Room that is left for options that others on the path may add (`MAX_TCP_OPTION_SPACE`).
  private static final int OPTION_SPACE = 40;

  private final Connection connection;
  private final byte[] bytes;
  private final int from;
  private final int count;
  private int taken;

  /// What the SYN says, or null; a SYN that is sent again says nothing of it.
  private @Nullable FastOpenCookie cookie;

  private boolean asked;
  private boolean experimental;
  private boolean withData;
  private boolean acknowledged;
  private boolean trial;

  /// The data is `count` bytes of the array.
  FastOpen(Connection connection, byte[] bytes, int from, int count) {
    this.connection = connection;
    this.bytes = bytes;
    this.from = from;
    this.count = count;
  }

  /// Whether a SYN may carry data to the other end of the connection (`tcp_fastopen_cookie_check`).
  static boolean mayCarryData(Connection connection) {
    PeerMetrics known = connection.stack.metrics().find(connection, false);
    boolean may = needsNoCookie(connection) || (known != null && !known.cookie().isRequest());
    return may && !connection.stack.fastOpenBlackHole().isFeared();
  }

  private static boolean needsNoCookie(Connection connection) {
    return (connection.stack.setting(TcpSetting.TCP_FASTOPEN) & WITHOUT_COOKIE) != 0
        || connection.socket.fastOpenNoCookie()
        || connection.path.metric(RouteMetrics.FASTOPEN_NO_COOKIE) != 0;
  }

  /// How many bytes went with the SYN.
  int taken() {
    return taken;
  }

  @Nullable FastOpenCookie cookie() {
    return cookie;
  }

  /// Whether data went with the SYN.
  boolean hasData() {
    return withData;
  }

  /// Whether data that went with a SYN was acknowledged (`tcpi_options`, `TCPI_OPT_SYN_DATA`).
  boolean isAcknowledged() {
    return acknowledged;
  }

  /// Whether the SYN said something of fast open.
  boolean wasAsked() {
    return asked || withData;
  }

  /// Whether it is the first after a time without.
  boolean isTrial() {
    return trial;
  }

  // ---- the SYN

  /// Sends the SYN, with data if that may be (`tcp_send_syn_data`).
  void send(Segment syn) {
    PeerMetrics known = connection.stack.metrics().find(connection, false);
    cookie = known == null ? FastOpenCookie.request(false) : known.cookie();
    PeerOptions peer = connection.peer;
    peer.mssClamp = connection.size.advertised;
    if (known != null && known.segment() != 0) {
      peer.mssClamp = known.segment();
    }
    FastOpenBlackHole hole = connection.stack.fastOpenBlackHole();
    trial = hole.isOnTrial();
    if (hole.isFeared()) {
      cookie = null;
      connection.stack.output().sendFirst(connection);
      return;
    }
    if (needsNoCookie(connection)) {
      cookie = null;
    } else if (cookie.isRequest()) {
      asked = true;
      experimental = cookie.experimental();
      connection.stack.output().sendFirst(connection);
      cookie = null;
      return;
    }
    sendWithData(syn);
    cookie = null;
  }

  private void sendWithData(Segment syn) {
    asked = cookie != null;
    experimental = cookie != null && cookie.experimental();
    int asks = connection.socket.askedSegment();
    if (asks != 0) {
      connection.peer.mssClamp = Math.min(connection.peer.mssClamp, asks);
    }
    connection.size.sync(connection.size.pathMtu);
    taken = Math.min(count, connection.size.largest() - OPTION_SPACE);
    TcpOutput output = connection.stack.output();
    if (taken <= 0) {
      taken = 0;
      output.sendFirst(connection);
      return;
    }
    Segment data = connection.writes.append(connection.writeSeq, Tcp.ACK | Tcp.PSH);
    connection.writes.put(data, bytes, from, taken, taken);
    connection.writeSeq += taken;
    connection.busy.start(BusyTime.Wait.NETWORK);
    withData = output.sendSynWithData(connection, syn, data);
  }

  // ---- its answer

  /// The SYN's answer has come; returns whether the data has to be sent again, which was done
  /// (`tcp_rcv_fastopen_synack`).
  boolean answered(Arrival arrival) {
    Segment data = withData ? connection.writes.firstSent() : null;
    FastOpenCookie given = asked ? arrival.options.fastOpen : null;
    boolean again = connection.scoreboard.totalRetransmits() > 0;
    boolean lost = asked && again && given == null && data != null;
    int tried = 0;
    if (asked && !again && given == null && !withData) {
      tried = experimental ? 2 : 1;
    }
    remember(arrival, given, lost, tried);
    if (data != null) {
      sendAgain(data);
      return true;
    }
    acknowledged = withData;
    if (acknowledged) {
      connection.stack.count(TcpCounter.FAST_OPEN_ACTIVE);
      connection.scoreboard.synDataDelivered();
    }
    takeData(connection, arrival);
    return false;
  }

  private void remember(Arrival arrival, @Nullable FastOpenCookie given, boolean lost, int tried) {
    PeerMetrics metrics = connection.stack.metrics().find(connection, true);
    if (metrics != null) {
      metrics.fastOpen(arrival.options.mss, given, lost, tried, connection.now());
    }
  }

  private void sendAgain(Segment first) {
    for (Segment segment = first; segment != null; segment = connection.writes.nextSent(segment)) {
      connection.scoreboard.lose(segment);
    }
    Retransmission.sendLost(connection);
    connection.stack.count(TcpCounter.FAST_OPEN_ACTIVE_FAIL);
  }

  /// Takes the data that came with a SYN (`tcp_fastopen_add_skb`).
  static void takeData(Connection connection, Arrival arrival) {
    if (arrival.end == arrival.sequence + 1) {
      return;
    }
    var packet = connection.world().clone(Objects.requireNonNull(arrival.packet));
    packet.pull(packet.length() - arrival.length);
    connection.rcvNxt = arrival.sequence + 1 + arrival.length;
    connection.traffic.bytesReceived = arrival.length;
    connection.opening.synDataTaken();
    if (arrival.length > 0) {
      connection.received.add(packet);
    } else {
      connection.world().consume(packet);
    }
    if (arrival.has(Tcp.FIN)) {
      StateInput.fin(connection);
    }
    connection.socket.dataCame();
  }
}
