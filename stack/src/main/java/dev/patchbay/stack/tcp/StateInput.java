package dev.patchbay.stack.tcp;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import java.util.Objects;

/// What a segment does to its connection, state by state (RFC 9293 section 3.10.7,
/// `tcp_rcv_state_process`).
final class StateInput {
  private static final int QUICK = 16;

  private StateInput() {}

  /// Takes a segment that is for the connection.
  static void receive(Connection connection, Arrival arrival, Packet packet) {
    connection.traffic.in(arrival.length, arrival.packets);
    switch (connection.state()) {
      case SYN_SENT -> synSent(connection, arrival, packet);
      case CLOSE, LISTEN, TIME_WAIT, NEW_SYN_RECV -> drop(connection, packet, DropReason.TCP_CLOSE);
      default -> connected(connection, arrival, packet);
    }
  }

  private static void drop(Connection connection, Packet packet, DropReason reason) {
    connection.world().drop(packet, reason);
  }

  private static void refuse(
      Connection connection, Arrival arrival, Packet packet, DropReason reason) {
    connection.stack.replies().reset(arrival, Objects.requireNonNull(arrival.device), connection);
    drop(connection, packet, reason);
  }

  // ---- SYN-SENT

  private static void synSent(Connection connection, Arrival arrival, Packet packet) {
    if (arrival.has(Tcp.ACK)) {
      boolean acceptable =
          Sequence.after(arrival.acknowledgement, connection.sndUna)
              && !Sequence.after(arrival.acknowledgement, connection.sndNxt);
      if (!acceptable) {
        refuse(connection, arrival, packet, DropReason.TCP_INVALID_SEQUENCE);
        return;
      }
      if (!echoesOurClock(connection, arrival)) {
        connection.stack.count(TcpCounter.PAWS_ACTIVE);
        refuse(connection, arrival, packet, DropReason.TCP_RFC7323_PAWS);
        return;
      }
      if (arrival.has(Tcp.RST)) {
        drop(connection, packet, DropReason.TCP_RESET);
        reset(connection);
        return;
      }
    }
    if (arrival.has(Tcp.RST) || !arrival.has(Tcp.SYN)) {
      drop(connection, packet, DropReason.TCP_FLAGS);
      return;
    }
    agree(connection, arrival);
    if (arrival.has(Tcp.ACK)) {
      answered(connection, arrival);
    } else {
      cross(connection, arrival);
    }
    connection.world().consume(packet);
  }

  /// Whether a timestamp that is echoed is one that was sent, or none.
  private static boolean echoesOurClock(Connection connection, Arrival arrival) {
    SegmentOptions options = arrival.options;
    Segment syn = connection.writes.first();
    if (!connection.peer.timestamps || !options.hasTimestamp || options.echo == 0 || syn == null) {
      return true;
    }
    long began = connection.timers.firstRetransmit();
    int first = connection.timestampAt(began == 0 ? syn.sent : began);
    return Sequence.between(options.echo, first, connection.timestampClock());
  }

  /// Takes from the other end's SYN what it agrees to.
  private static void agree(Connection connection, Arrival arrival) {
    PeerOptions peer = connection.peer;
    SegmentOptions options = arrival.options;
    peer.timestamps &= options.hasTimestamp;
    peer.sack &= options.sackPermitted;
    peer.scaling &= options.windowScale >= 0;
    peer.sendScale = peer.scaling ? options.windowScale : 0;
    if (!peer.scaling) {
      peer.receiveScale = 0;
      connection.window.clamp(Math.min(connection.window.clamp(), 65_535));
    }
    if (options.mss != 0) {
      int asked = connection.socket.askedSegment();
      peer.mssClamp = asked == 0 ? options.mss : Math.min(asked, options.mss);
    } else {
      peer.mssClamp = Math.min(peer.mssClamp, 536);
    }
    if (peer.timestamps) {
      connection.size.advertised -= 12;
      peer.remember(options.timestamp, connection.now());
    }
    connection.opening.agreeOnEcn(arrival);
    connection.rcvNxt = arrival.sequence + 1;
    connection.copiedSeq = connection.rcvNxt;
    connection.window.begin(connection.rcvNxt);
  }

  /// The other end has accepted.
  private static void answered(Connection connection, Arrival arrival) {
    connection.sndWl1 = arrival.sequence;
    connection.stack.ackInput().take(connection, arrival, false);
    connection.sndWnd = arrival.window;
    connection.maxWindow = arrival.window;
    connection.sndWl1 = arrival.sequence;
    connection.acks.initialize();
    connection.opening.initializeTransfer();
    establish(connection);
    FastOpen fast = connection.opening.fastOpen();
    if (fast != null && fast.answered(arrival)) {
      return;
    }
    if (connection.writes.unsent() != null
        || connection.writePending
        || connection.acks.isConversation()
        || connection.socket.deferRetries() > 0) {
      connection.acks.delayFirst();
    } else {
      connection.stack.output().acknowledge(connection);
    }
    connection.stack.output().push(connection);
  }

  /// `tcp_finish_connect`
  private static void establish(Connection connection) {
    connection.state(TcpState.ESTABLISHED);
    connection.heardNow();
    if (connection.socket.keepAlive()) {
      connection.timers.armSilence(connection.socket.keepAliveIdle());
    }
    connection.socket.stateChanged();
  }

  /// Both ends have asked at the same time (RFC 9293 section 3.5, figure 7).
  private static void cross(Connection connection, Arrival arrival) {
    connection.sndWnd = arrival.window;
    connection.sndWl1 = arrival.sequence;
    connection.maxWindow = connection.sndWnd;
    connection.state(TcpState.SYN_RECV);
    Segment first = connection.writes.first();
    if (first != null) {
      first.flags |= Tcp.ACK;
      connection.stack.output().transmit(connection, first);
    }
  }

  // ---- the others

  private static void connected(Connection connection, Arrival arrival, Packet packet) {
    if (connection.opening.fastOpenRequest() != null
        && !isOfFastOpen(connection, arrival, packet)) {
      return;
    }
    if (!Validity.accepts(connection, arrival, packet)) {
      return;
    }
    if (!arrival.has(Tcp.ACK)) {
      drop(connection, packet, DropReason.TCP_FLAGS);
      return;
    }
    TcpState before = connection.state();
    if (!connection.stack.ackInput().take(connection, arrival, before == TcpState.ESTABLISHED)) {
      if (before == TcpState.SYN_RECV) {
        refuse(connection, arrival, packet, DropReason.TCP_INVALID_SEQUENCE);
      } else {
        drop(connection, packet, DropReason.TCP_ACK_UNSENT_DATA);
        if (before != TcpState.ESTABLISHED) {
          Validity.challenge(connection);
        }
      }
      return;
    }
    if (acknowledged(connection, arrival, packet)) {
      UrgentData.check(connection, arrival);
      data(connection, arrival, packet);
      answer(connection);
    }
  }

  /// Whether a segment for a connection that fast open has made, and that waits for its ACK, goes
  /// further; if not, it was dropped.
  private static boolean isOfFastOpen(Connection connection, Arrival arrival, Packet packet) {
    Request request = Objects.requireNonNull(connection.opening.fastOpenRequest());
    NetDevice by = Objects.requireNonNull(arrival.device);
    Handshake.Verdict verdict = connection.stack.handshake().check(request, arrival, by, true);
    if (verdict == Handshake.Verdict.CONFIRMED) {
      return true;
    }
    boolean reset = arrival.has(Tcp.RST) && request.isInWindow(arrival) && !request.isOld(arrival);
    if (verdict == Handshake.Verdict.RESET) {
      refuse(connection, arrival, packet, DropReason.TCP_INVALID_SYN);
    } else {
      drop(connection, packet, reset ? DropReason.TCP_RESET : DropReason.TCP_INVALID_SEQUENCE);
    }
    if (reset) {
      connection.stack.fastOpenServer().release(connection, true);
      reset(connection);
    }
    return false;
  }

  /// What the acknowledgement does to the state; returns whether the segment is still wanted.
  private static boolean acknowledged(Connection connection, Arrival arrival, Packet packet) {
    boolean allCame = connection.sndUna == connection.writeSeq;
    return switch (connection.state()) {
      case SYN_RECV -> {
        confirmed(connection, arrival);
        yield true;
      }
      case FIN_WAIT1 -> {
        if (connection.opening.fastOpenRequest() != null) {
          connection.stack.fastOpenServer().confirmed(connection);
        }
        yield !allCame || finWait2(connection, arrival, packet);
      }
      case CLOSING -> !allCame || closed(connection, packet);
      case LAST_ACK -> !allCame || lastAck(connection, packet);
      case CLOSE -> {
        connection.world().consume(packet);
        yield false;
      }
      default -> true;
    };
  }

  private static void confirmed(Connection connection, Arrival arrival) {
    connection.sndUna = arrival.acknowledgement;
    connection.sndWnd = arrival.window << connection.peer.sendScale;
    connection.maxWindow = Math.max(connection.maxWindow, connection.sndWnd);
    connection.sndWl1 = arrival.sequence;
    if (connection.peer.timestamps) {
      connection.size.advertised -= 12;
    }
    connection.acks.initialize();
    connection.scoreboard.countDelivered(1);
    Request request = connection.opening.fastOpenRequest();
    if (request == null) {
      connection.opening.initializeTransfer();
    } else {
      confirmed(connection, request);
    }
    establish(connection);
    if ((connection.shutdown & Connection.SHUT_WRITING) != 0) {
      connection.state(TcpState.FIN_WAIT1);
      connection.stack.output().sendFin(connection);
    }
  }

  /// The ACK of a fast open has come.
  private static void confirmed(Connection connection, Request request) {
    if (!connection.roundTrip.isKnown() && request.retransmits() == 0) {
      connection.opening.measure(request.sentTime());
    }
    connection.stack.fastOpenServer().confirmed(connection);
    connection.sentNow();
  }

  /// The other end has our FIN.
  private static boolean finWait2(Connection connection, Arrival arrival, Packet packet) {
    connection.state(TcpState.FIN_WAIT2);
    connection.shutdown |= Connection.SHUT_WRITING;
    if (!connection.orphan) {
      connection.socket.stateChanged();
      return true;
    }
    long time = connection.socket.finWait2Time();
    boolean hasData = arrival.length > 0 && Sequence.after(dataEnd(arrival), connection.rcvNxt);
    if (time < 0 || hasData) {
      connection.stack.count(TcpCounter.ABORT_ON_DATA);
      if (hasData) {
        connection
            .stack
            .replies()
            .reset(arrival, Objects.requireNonNull(arrival.device), connection);
      }
      drop(connection, packet, DropReason.TCP_ABORT_ON_DATA);
      connection.done();
      return false;
    }
    if (time > TimeWait.LENGTH) {
      connection.timers.armSilence(time - TimeWait.LENGTH);
      return true;
    }
    if (arrival.has(Tcp.FIN)) {
      connection.timers.armSilence(time);
      return true;
    }
    connection.world().consume(packet);
    connection.enterTimeWait(TcpState.FIN_WAIT2, time);
    return false;
  }

  private static int dataEnd(Arrival arrival) {
    return arrival.end - (arrival.has(Tcp.FIN) ? 1 : 0);
  }

  private static boolean closed(Connection connection, Packet packet) {
    connection.world().consume(packet);
    connection.enterTimeWait(TcpState.TIME_WAIT, TimeWait.LENGTH);
    return false;
  }

  private static boolean lastAck(Connection connection, Packet packet) {
    connection.world().consume(packet);
    connection.stack.metrics().remember(connection);
    connection.done();
    return false;
  }

  private static void data(Connection connection, Arrival arrival, Packet packet) {
    switch (connection.state()) {
      case CLOSE_WAIT, CLOSING, LAST_ACK -> {
        if (Sequence.before(arrival.sequence, connection.rcvNxt)) {
          DataInput.queue(connection, arrival, packet);
        } else {
          connection.world().consume(packet);
        }
      }
      case FIN_WAIT1, FIN_WAIT2 -> {
        boolean unwanted =
            (connection.shutdown & Connection.SHUT_READING) != 0
                && arrival.length > 0
                && Sequence.after(dataEnd(arrival), connection.rcvNxt);
        if (unwanted) {
          connection.stack.count(TcpCounter.ABORT_ON_DATA);
          refuse(connection, arrival, packet, DropReason.TCP_ABORT_ON_DATA);
          reset(connection);
        } else {
          DataInput.queue(connection, arrival, packet);
        }
      }
      default -> DataInput.queue(connection, arrival, packet);
    }
  }

  /// Sends what may be sent now, and acknowledges.
  private static void answer(Connection connection) {
    if (connection.state() == TcpState.CLOSE) {
      return;
    }
    connection.stack.output().push(connection);
    SendSpace.freed(connection);
    connection.acks.check();
  }

  // ---- the other end's last words

  /// The other end says that nothing more comes; its FIN is next (`tcp_fin`).
  static void fin(Connection connection) {
    connection.rcvNxt++;
    connection.acks.schedule();
    connection.shutdown |= Connection.SHUT_READING;
    connection.finReceived = true;
    switch (connection.state()) {
      case SYN_RECV, ESTABLISHED -> {
        connection.state(TcpState.CLOSE_WAIT);
        connection.acks.conversation(true);
      }
      case FIN_WAIT1 -> {
        connection.stack.output().acknowledge(connection);
        connection.state(TcpState.CLOSING);
      }
      case FIN_WAIT2 -> {
        connection.stack.output().acknowledge(connection);
        connection.enterTimeWait(TcpState.TIME_WAIT, TimeWait.LENGTH);
      }
      default -> {
        // It has been said before.
      }
    }
    connection.socket.stateChanged();
  }

  /// The other end has broken off (`tcp_reset`).
  static void reset(Connection connection) {
    Errno errno =
        switch (connection.state()) {
          case SYN_SENT -> Errno.ECONNREFUSED;
          case CLOSE_WAIT -> Errno.EPIPE;
          default -> Errno.ECONNRESET;
        };
    connection.fail(errno);
  }

  static void quickly(Connection connection) {
    connection.acks.quickly(QUICK);
  }
}
