package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteMetrics;
import org.jspecify.annotations.Nullable;

/// How a connection begins: it asks (`tcp_connect`), with the program's first data if that may go
/// with the SYN, and once the ends have agreed it makes what depends on the path
/// (`tcp_init_transfer`).
final class Opening {
  private final Connection connection;

  /// What goes with the SYN, or is asked for in it.
  private @Nullable FastOpen fastOpen;

  /// Whether the program has asked for the connection, and the SYN waits for its first data.
  private boolean deferred;

  /// What made the connection by fast open, until the ACK comes.
  private @Nullable Request fastOpenRequest;

  private boolean synDataTaken;

  Opening(Connection connection) {
    this.connection = connection;
  }

  /// Asks the other end, by that way, for a connection; a fast open that the program has set up
  /// waits for its first data (`tcp_v4_connect`, `tcp_fastopen_defer_connect`).
  void connect(Route way) {
    connection.state(TcpState.SYN_SENT);
    connection.stack.table().add(connection);
    boolean wanted = fastOpen == null && connection.socket.fastOpenConnect();
    deferred = wanted && FastOpen.mayCarryData(connection);
    if (wanted && !deferred) {
      fastOpen = new FastOpen(connection, new byte[0], 0, 0);
    }
    if (!deferred) {
      ask(way);
    }
  }

  // ---- fast open

  /// Whether the SYN waits for the program's first data.
  boolean isDeferred() {
    return deferred;
  }

  /// It is over before it began.
  void giveUp() {
    deferred = false;
  }

  /// The data that may go with the SYN.
  void fastOpen(@Nullable FastOpen with) {
    fastOpen = with;
  }

  @Nullable FastOpen fastOpen() {
    return fastOpen;
  }

  /// Sends the SYN that has waited, with that data.
  void askDeferred(FastOpen with) {
    Route way = connection.path.route();
    deferred = false;
    fastOpen = with;
    if (way != null) {
      ask(way);
    }
  }

  /// What the SYN that is sent now says of fast open, or null.
  @Nullable FastOpenCookie synCookie() {
    return fastOpen == null ? null : fastOpen.cookie();
  }

  /// Whether data that went with a SYN, of either end, was acknowledged.
  boolean synDataAcknowledged() {
    return synDataTaken || (fastOpen != null && fastOpen.isAcknowledged());
  }

  /// Data came with the other end's SYN.
  void synDataTaken() {
    synDataTaken = true;
  }

  @Nullable Request fastOpenRequest() {
    return fastOpenRequest;
  }

  void fastOpenRequest(@Nullable Request value) {
    fastOpenRequest = value;
  }

  // ---- the SYN

  /// Sends the SYN (`tcp_connect`).
  private void ask(Route way) {
    TcpStack stack = connection.stack;
    offer();
    number();
    connection.size.advertised = connection.size.advertise(way);
    connection.mtuProbe.begin();
    connection.size.sync(connection.path.mtu(way));
    chooseWindow(way);
    connection.shutdown = 0;
    connection.finReceived = false;
    connection.path.takeCongestion();
    stack.count(TcpCounter.ACTIVE_OPENS);
    Segment syn = connection.writes.append(connection.writeSeq, Tcp.SYN | ecnFlags());
    syn.end++;
    connection.writeSeq++;
    FastOpen fast = fastOpen;
    if (fast == null) {
      stack.output().sendFirst(connection);
    } else {
      fast.send(syn);
    }
  }

  /// The options that the other end is offered.
  private void offer() {
    TcpStack stack = connection.stack;
    PeerOptions peer = connection.peer;
    // There is no room for them beside a signature (`tcp_syn_options`).
    peer.timestamps = stack.setting(TcpSetting.TCP_TIMESTAMPS) != 0 && connection.md5Key() == null;
    peer.sack = stack.setting(TcpSetting.TCP_SACK) != 0;
    peer.scaling = stack.setting(TcpSetting.TCP_WINDOW_SCALING) != 0;
    int asked = connection.socket.askedSegment();
    peer.mssClamp = asked == 0 ? 65_535 : asked;
    peer.timestampOffset = stack.initialSequence().timestampOffset(connection);
  }

  private void number() {
    if (connection.writeSeq == 0) {
      connection.writeSeq = connection.stack.initialSequence().number(connection);
    }
    int first = connection.writeSeq;
    connection.initialSeq = first;
    connection.sndUna = first;
    connection.sndNxt = first;
    connection.sndSml = first;
    connection.sndUp = first;
    connection.pushedSeq = first;
    connection.firstIdentification(first >>> 16);
  }

  private void chooseWindow(Route way) {
    PeerOptions peer = connection.peer;
    connection.window.clamp(way.metric(RouteMetrics.WINDOW));
    boolean hasClock = peer.timestamps && peer.recentStamp != 0;
    int size = connection.size.advertised - (hasClock ? 12 : 0);
    peer.receiveScale = connection.window.initialize(size, peer.scaling);
  }

  private int ecnFlags() {
    PeerOptions peer = connection.peer;
    peer.ecn =
        connection.stack.setting(TcpSetting.TCP_ECN) == 1
            || ConnectionPath.wantsEcn(connection.path.known());
    return peer.ecn ? Tcp.ECE | Tcp.CWR : 0;
  }

  /// The other end's SYN says whether it understands congestion notification (RFC 3168 section
  /// 6.1.1).
  void agreeOnEcn(Arrival arrival) {
    connection.peer.ecn &= arrival.has(Tcp.ECE) && !arrival.has(Tcp.CWR);
  }

  // ---- in the place of another

  /// Whether the time of the other may be cut short, so that a connection to the same end can begin
  /// (`tcp_twsk_unique`).
  boolean mayReuse(TimeWait wait) {
    int reuse = connection.stack.setting(TcpSetting.TCP_TW_REUSE);
    boolean allowed = reuse == 1 || (reuse == 2 && wait.isLoopback());
    return wait.recentStamp != 0
        && allowed
        && connection.now() - wait.recentStamp > RoundTrip.SECOND;
  }

  /// Takes the place of what waits: its numbers and its clock go on (RFC 6191).
  void continueAfter(TimeWait wait) {
    connection.writeSeq = wait.nextNumber();
    connection.peer.remember(wait.recent, wait.recentStamp);
    wait.discard();
  }

  // ---- the ends have agreed

  /// The handshake tells how long the round trip is: our SYN was sent then (`tcp_synack_rtt_meas`).
  void measure(long sent) {
    takeLeastTimeout();
    int micros = (int) ((connection.now() - sent) / 1000);
    int length = connection.stack.setting(TcpSetting.TCP_MIN_RTT_WLEN);
    connection.roundTrip.measureMinimum(micros, connection.now(), length);
    connection.roundTrip.measure(micros, connection.sndUna, connection.sndNxt);
  }

  /// A route may say how long is waited at least (`tcp_rto_min`).
  private void takeLeastTimeout() {
    int least = connection.path.metric(RouteMetrics.RTO_MIN);
    if (least != 0) {
      connection.roundTrip.least(least * RoundTrip.MILLISECOND);
    }
  }

  /// The connection is there: makes what depends on the path (`tcp_init_transfer`).
  void initializeTransfer() {
    ConnectionPath path = connection.path;
    Route way = path.route();
    if (way != null) {
      connection.size.sync(path.mtu(way));
    }
    takeLeastTimeout();
    RoundTrip trip = connection.roundTrip;
    connection.mtuProbe.begin();
    connection.stack.metrics().begin(connection);
    boolean askedOften = connection.timers.synRetransmits() > 1 && trip.smoothed() == 0;
    connection.congestion.window(askedOften ? 1 : path.initialWindow());
    connection.congestion.control(connection.congestion.control());
    connection.window.initializeSpace();
    SendSpace.grow(connection);
    connection.sentNow();
  }
}
