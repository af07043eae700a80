package dev.patchbay.stack.tcp;

import org.jspecify.annotations.Nullable;

/// Fast open as a server does it: a SYN with the right cookie makes a connection at once, to which
/// its data belongs (RFC 7413 section 4.1; `tcp_try_fastopen`).
final class FastOpenServer {
  /// `TFO_SERVER_ENABLE`, `TFO_SERVER_COOKIE_NOT_REQD`, `TFO_SERVER_WO_SOCKOPT1`
  static final int SERVER = 2;

  private static final int WITHOUT_COOKIE = 0x200;
  static final int EVERY_LISTENER = 0x400;

  private final TcpStack stack;

  FastOpenServer(TcpStack stack) {
    this.stack = stack;
  }

  /// The connection that the SYN makes, or null; the request then knows what its answer says of a
  /// cookie.
  @Nullable Connection open(Request request, Arrival arrival) {
    FastOpenCookie offered = arrival.options.fastOpen;
    if (offered != null && offered.isRequest()) {
      stack.count(TcpCounter.FAST_OPEN_COOKIE_REQD);
    }
    int setting = stack.setting(TcpSetting.TCP_FASTOPEN);
    boolean concerns = arrival.length > 0 || offered != null;
    if ((setting & SERVER) == 0 || !concerns || !hasRoom(request.listener)) {
      return null;
    }
    boolean free = (setting & WITHOUT_COOKIE) != 0 || request.listener.socket.fastOpenNoCookie();
    if (free) {
      return create(request, arrival, null);
    }
    return offered == null ? null : byCookie(request, arrival, offered);
  }

  private @Nullable Connection byCookie(Request request, Arrival arrival, FastOpenCookie offered) {
    FastOpenKeys keys = keys(request.listener.socket);
    if (keys.count() == 0) {
      return null;
    }
    FastOpenCookie right = keys.cookie(request, 0).experimental(offered.experimental());
    if (!offered.isRequest()) {
      if (right.holdsSame(offered)) {
        return create(request, arrival, null);
      }
      if (keys.count() > 1 && keys.cookie(request, 1).holdsSame(offered)) {
        stack.count(TcpCounter.FAST_OPEN_PASSIVE_ALT_KEY);
        return create(request, arrival, right);
      }
      stack.count(TcpCounter.FAST_OPEN_PASSIVE_FAIL);
    }
    request.cookie = right;
    return null;
  }

  /// The listener's keys, or the namespace's.
  private FastOpenKeys keys(TcpSocket listener) {
    FastOpenKeys own = listener.fastOpenKeys();
    return own == null ? stack.settings().fastOpenKeys() : own;
  }

  /// Whether one more connection may wait for its ACK (`tcp_fastopen_queue_check`).
  private boolean hasRoom(Connection listener) {
    FastOpenQueue queue = listener.listenQueue().fastOpen();
    if (queue.most() == 0) {
      return false;
    }
    if (!queue.makesRoom(stack.now())) {
      stack.count(TcpCounter.FAST_OPEN_LISTEN_OVERFLOW);
      return false;
    }
    return true;
  }

  /// `tcp_fastopen_create_child`
  private Connection create(Request request, Arrival arrival, @Nullable FastOpenCookie told) {
    request.cookie = told;
    request.begin();
    Connection child = stack.handshake().create(request, arrival);
    request.listener.listenQueue().fastOpen().add();
    child.opening.fastOpenRequest(request);
    child.sndWnd = arrival.window;
    child.maxWindow = arrival.window;
    child.acks.initialize();
    child.timers.arm(Timers.Pending.RETRANSMIT, RoundTrip.RTO_INITIAL);
    child.opening.initializeTransfer();
    FastOpen.takeData(child, arrival);
    request.rcvNxt = child.rcvNxt;
    child.window.begin(child.rcvNxt);
    child.copiedSeq = arrival.sequence + 1;
    stack.count(TcpCounter.FAST_OPEN_PASSIVE);
    return child;
  }

  // ---- until the ACK comes

  /// No ACK has come in time: the SYN is answered again (`tcp_fastopen_synack_timer`).
  void timeout(Connection child, Request request) {
    int asked = child.socket.synRetries();
    int most = asked == 0 ? stack.setting(TcpSetting.TCP_SYNACK_RETRIES) + 1 : asked;
    if (request.timeouts() >= most) {
      Retransmission.giveUp(child);
      return;
    }
    if (child.timers.timeouts() == 1) {
      child.recovery.enterLoss();
    }
    request.answerOnceMore();
    child.timers.countTimeout();
    if (child.timers.firstRetransmit() == 0) {
      child.timers.firstRetransmit(child.now());
    }
    child.timers.arm(
        Timers.Pending.RETRANSMIT, RoundTrip.RTO_INITIAL << Math.min(request.timeouts(), 20));
  }

  /// The ACK has come: nothing is left of the request (`tcp_rcv_synrecv_state_fastopen`).
  void confirmed(Connection child) {
    if (child.recovery.state() == Recovery.State.LOSS && child.scoreboard.out() == 0) {
      child.undo.recovery();
    }
    child.timers.firstRetransmit(0);
    child.timers.answered();
    release(child, false);
    TcpOutput.rearm(child);
  }

  /// The connection waits for its ACK no more; that it was reset is remembered for a while, against
  /// those who forge (`reqsk_fastopen_remove`).
  void release(Connection child, boolean wasReset) {
    Request request = child.opening.fastOpenRequest();
    if (request != null) {
      child.opening.fastOpenRequest(null);
      boolean suspicious =
          wasReset && request.isAccepted() && request.listener.state() == TcpState.LISTEN;
      request.listener.listenQueue().fastOpen().remove(suspicious ? stack.now() : 0);
    }
  }
}
