package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// How a listener comes to its connections (`tcp_conn_request`, `tcp_check_req`).
final class Handshake {
  private final TcpStack stack;
  private final Flow flow = new Flow();

  Handshake(TcpStack stack) {
    this.stack = stack;
  }

  // ---- the SYN

  /// A SYN has come for the listener; returns whether it was answered. `number` is that of the
  /// answer where an old connection says so, else 0.
  boolean begin(Connection listener, Arrival arrival, NetDevice by, int number) {
    ListenQueue queue = listener.listenQueue();
    int cookies = stack.setting(TcpSetting.TCP_SYNCOOKIES);
    boolean byCookie = number == 0 && (cookies == 2 || queue.isFullOfRequests());
    if (byCookie && cookies == 0) {
      stack.count(TcpCounter.REQ_Q_FULL_DROP);
      return refuse();
    }
    if (queue.isFull()) {
      stack.count(TcpCounter.LISTEN_OVERFLOWS);
      return refuse();
    }
    Request request = new Request(listener, arrival, by, byCookie);
    Route route = request.route(flow);
    if (route == null) {
      return refuse();
    }
    if (!byCookie && cookies == 0 && number == 0 && isNearlyFull(queue, request)) {
      return refuse();
    }
    request.offer(route, new ReceiveWindow(listener));
    if (byCookie) {
      sendCookie(request, arrival, queue);
    } else {
      request.initialSeq = number == 0 ? request.initialSeq : number;
      begin(request, stack.fastOpenServer().open(request, arrival), queue);
    }
    return true;
  }

  /// Whether the rest of `tcp_max_syn_backlog` is kept for those who have been here before.
  private boolean isNearlyFull(ListenQueue queue, Request request) {
    int most = stack.setting(TcpSetting.TCP_MAX_SYN_BACKLOG);
    return most - queue.requests() < most >> 2
        && !stack.metrics().isProven(request.local(), request.remote());
  }

  /// Answers a SYN, which has made a connection already if that is not null.
  private void begin(Request request, @Nullable Connection child, ListenQueue queue) {
    if (child == null) {
      stack.table().add(request);
      queue.added();
      request.await();
      stack.replies().synAck(request);
    } else {
      stack.replies().synAck(request);
      queue.add(child);
      request.listener.socket.readable().signal();
    }
  }

  private void sendCookie(Request request, Arrival arrival, ListenQueue queue) {
    stack.count(TcpCounter.REQ_Q_FULL_DO_COOKIES);
    stack.count(TcpCounter.SYNCOOKIES_SENT);
    queue.flooded(stack.now());
    request.initialSeq = stack.cookies().number(arrival, request.mss);
    stack.replies().synAck(request);
  }

  /// An ACK has come for the listener: the request that its cookie stands for, or null when it has
  /// none (`cookie_v4_check`).
  @Nullable Request cookie(Connection listener, Arrival arrival, NetDevice by) {
    ListenQueue queue = listener.listenQueue();
    boolean expected =
        stack.setting(TcpSetting.TCP_SYNCOOKIES) != 0
            && !arrival.has(Tcp.SYN)
            && queue.wasFloodedSince(stack.now() - SynCookies.LIFETIME);
    if (!expected) {
      return null;
    }
    int mss = stack.cookies().mss(arrival);
    Request request = mss == 0 ? null : Request.ofCookie(listener, arrival, by, mss);
    Route route = request == null ? null : request.route(flow);
    if (request == null || route == null) {
      stack.count(TcpCounter.SYNCOOKIES_FAILED);
      return null;
    }
    stack.count(TcpCounter.SYNCOOKIES_RECV);
    request.offer(route, new ReceiveWindow(listener));
    return request;
  }

  private boolean refuse() {
    stack.count(TcpCounter.LISTEN_DROPS);
    return false;
  }

  // ---- the ACK

  /// What a segment that came for a request means.
  enum Verdict {
    DROP,
    RESET,
    /// It confirms the connection, which takes it further.
    CONFIRMED
  }

  /// Judges a segment for a request (`tcp_check_req`).
  Verdict check(Request request, Arrival arrival, NetDevice by) {
    return check(request, arrival, by, false);
  }

  /// The same for one that `isOpen` already.
  Verdict check(Request request, Arrival arrival, NetDevice by, boolean isOpen) {
    boolean old = request.isOld(arrival);
    if (isSynAgain(request, arrival) && !old) {
      request.answerAgain();
      return Verdict.DROP;
    }
    if (!isOpen
        && arrival.has(Tcp.ACK)
        && arrival.acknowledgement != request.initialSeq + 1
        && !arrival.has(Tcp.RST)) {
      return Verdict.RESET;
    }
    if (old || !request.isInWindow(arrival)) {
      answerStray(request, arrival, by, old);
      return Verdict.DROP;
    }
    if (request.timestamps
        && arrival.options.hasTimestamp
        && !Sequence.after(arrival.sequence, request.rcvNxt)) {
      request.recent = arrival.options.timestamp;
    }
    boolean syn = arrival.has(Tcp.SYN) && arrival.sequence != request.firstSequence;
    if (arrival.has(Tcp.RST) || syn) {
      stack.count(TcpCounter.EMBRYONIC_RSTS);
      stack.count(TcpCounter.ATTEMPT_FAILS);
      request.discard();
      return arrival.has(Tcp.RST) ? Verdict.DROP : Verdict.RESET;
    }
    if (!arrival.has(Tcp.ACK)) {
      return Verdict.DROP;
    }
    return isOpen ? Verdict.CONFIRMED : confirm(request, arrival);
  }

  private static boolean isSynAgain(Request request, Arrival arrival) {
    return arrival.sequence == request.firstSequence
        && (arrival.flags & (Tcp.SYN | Tcp.RST | Tcp.ACK)) == Tcp.SYN;
  }

  private void answerStray(Request request, Arrival arrival, NetDevice by, boolean old) {
    if (!arrival.has(Tcp.RST) && request.mayAnswer()) {
      stack.replies().acknowledge(request, arrival, by);
    }
    if (old) {
      stack.count(TcpCounter.PAWS_ESTAB);
    }
  }

  private Verdict confirm(Request request, Arrival arrival) {
    Connection listener = request.listener;
    if (request.timeouts() < listener.socket.deferRetries() && arrival.end == request.rcvNxt) {
      request.acknowledged = true;
      stack.count(TcpCounter.DEFER_ACCEPT_DROP);
      return Verdict.DROP;
    }
    if (listener.listenQueue().isFull()) {
      stack.count(TcpCounter.LISTEN_OVERFLOWS);
      stack.count(TcpCounter.LISTEN_DROPS);
      if (stack.setting(TcpSetting.TCP_ABORT_ON_OVERFLOW) != 0) {
        stack.count(TcpCounter.EMBRYONIC_RSTS);
        request.discard();
        return Verdict.RESET;
      }
      request.acknowledged = true;
      return Verdict.DROP;
    }
    return Verdict.CONFIRMED;
  }

  /// Makes the connection of a request that has been confirmed (`tcp_v4_syn_recv_sock`).
  Connection create(Request request, Arrival arrival) {
    Connection child = request.listener.socket.child(request).connection();
    int number = request.initialSeq + 1;
    child.takeEnds(request);
    child.initialSeq = request.initialSeq;
    child.sndUna = number;
    child.sndNxt = number;
    child.sndSml = number;
    child.sndUp = number;
    child.writeSeq = number;
    child.pushedSeq = number;
    child.rcvNxt = request.rcvNxt;
    child.copiedSeq = request.rcvNxt;
    child.sndWl1 = request.rcvNxt - 1;
    child.window.begin(request.rcvNxt);
    child.window.take(request.window, request.windowClamp);
    child.size.advertised = request.advertisedMss;
    agree(child.peer, request);
    child.sndWnd = arrival.window << request.sendScale;
    child.maxWindow = child.sndWnd;
    child.firstIdentification(stack.initialSequence().number(child) >>> 16);
    child.heardNow();
    child.sentNow();
    if (request.sentTime() == 0) {
      // A cookie does not say when it was sent.
      child.timers.synRetransmits(0);
    } else if (request.retransmits() == 0) {
      child.opening.measure(request.sentTime());
    } else {
      child.timers.synRetransmits(request.retransmits());
      child.roundTrip.fallBack();
    }
    request.discard();
    child.traffic.segmentsIn = 1;
    child.path.takeCongestion();
    BindTable.share(request.listener, child);
    child.state(TcpState.SYN_RECV);
    stack.table().add(child);
    stack.count(TcpCounter.PASSIVE_OPENS);
    return child;
  }

  private void agree(PeerOptions peer, Request request) {
    peer.timestamps = request.timestamps;
    peer.sack = request.sack;
    peer.scaling = request.scaling;
    peer.ecn = request.ecn;
    peer.sendScale = request.sendScale;
    peer.receiveScale = request.receiveScale;
    peer.mssClamp = request.mss;
    peer.timestampOffset = request.timestampOffset;
    if (request.timestamps) {
      peer.remember(request.recent, stack.now());
    }
  }
}
