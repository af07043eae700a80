package dev.patchbay.stack.tcp;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;

/// What is sent again, and when a connection gives up (tcp_timer.c, `tcp_xmit_retransmit_queue`).
final class Retransmission {
  /// How long a probe waits that this host had no room for (`TCP_RESOURCE_PROBE_INTERVAL`).
  private static final long CONGESTED = RoundTrip.SECOND / 2;

  /// A stream with fewer packets on its way is thin, and is sent again so often without a pause
  /// that grows.
  private static final int THIN = 4;

  private static final int THIN_RETRIES = 6;

  private Retransmission() {}

  // ---- the timer

  /// No acknowledgement has come in time (`tcp_retransmit_timer`).
  static void timeout(Connection connection) {
    Request request = connection.opening.fastOpenRequest();
    if (request != null) {
      connection.stack.fastOpenServer().timeout(connection, request);
      return;
    }
    Segment first = connection.writes.firstSent();
    if (first == null) {
      return;
    }
    if (connection.sndWnd == 0
        && connection.state().isSynchronized()
        && connection.shutdown != (Connection.SHUT_READING | Connection.SHUT_WRITING)) {
      timeoutWithoutWindow(connection, first);
      return;
    }
    connection.stack.count(TcpCounter.TIMEOUTS);
    if (givesUp(connection)) {
      return;
    }
    countTimeout(connection);
    connection.recovery.enterLoss();
    connection.timers.countTimeout();
    sendAgain(connection, first);
    backOff(connection);
  }

  private static void countTimeout(Connection connection) {
    if (connection.timers.timeouts() == 0) {
      switch (connection.recovery.state()) {
        case RECOVERY ->
            connection.stack.count(
                connection.peer.sack
                    ? TcpCounter.SACK_RECOVERY_FAIL
                    : TcpCounter.RENO_RECOVERY_FAIL);
        case LOSS -> connection.stack.count(TcpCounter.LOSS_FAILURES);
        case DISORDER ->
            connection.stack.count(
                connection.peer.sack ? TcpCounter.SACK_FAILURES : TcpCounter.RENO_FAILURES);
        default -> {
          // A timeout without a sign of loss is counted below alone.
        }
      }
    }
  }

  /// The other end has shut its window on what was sent: it is asked again and again.
  private static void timeoutWithoutWindow(Connection connection, Segment first) {
    if (connection.now() - connection.lastReceiveTime() > RoundTrip.RTO_MAX) {
      giveUp(connection);
      return;
    }
    connection.recovery.enterLoss();
    connection.timers.countTimeout();
    sendAgain(connection, first);
    backOff(connection);
  }

  private static void backOff(Connection connection) {
    RoundTrip trip = connection.roundTrip;
    if (isThin(connection)) {
      trip.resetBackoff();
    } else {
      trip.backOff();
      trip.timeout(trip.timeout() << 1);
    }
    connection.timers.arm(Timers.Pending.RETRANSMIT, trip.timeout());
  }

  /// Whether so little is on its way that timeouts do not grow at first (tcp-thin.rst).
  private static boolean isThin(Connection connection) {
    return connection.stack.setting(TcpSetting.TCP_THIN_LINEAR_TIMEOUTS) != 0
        && connection.state() == TcpState.ESTABLISHED
        && connection.scoreboard.out() < THIN
        && !connection.congestion.isInInitialSlowStart()
        && connection.timers.timeouts() <= THIN_RETRIES;
  }

  /// Whether it has been tried for too long (`tcp_write_timeout`).
  private static boolean givesUp(Connection connection) {
    TcpStack stack = connection.stack;
    TcpState state = connection.state();
    int timeouts = connection.timers.timeouts();
    boolean over;
    if (state == TcpState.SYN_SENT) {
      int asked = connection.socket.synRetries();
      int most = asked == 0 ? stack.setting(TcpSetting.TCP_SYN_RETRIES) : asked;
      over = timeouts >= most;
    } else if (state == TcpState.SYN_RECV) {
      over = timeouts >= stack.setting(TcpSetting.TCP_SYNACK_RETRIES);
    } else {
      if (isOver(connection, stack.setting(TcpSetting.TCP_RETRIES1), 0)) {
        connection.mtuProbe.suspectBlackHole();
        connection.path.forget();
      }
      int most = stack.setting(TcpSetting.TCP_RETRIES2);
      if (connection.orphan) {
        boolean alive = connection.roundTrip.timeout() < RoundTrip.RTO_MAX;
        most = orphanRetries(connection, alive);
        if (isOutOfResources(connection, alive || !isOver(connection, most, 0))) {
          return true;
        }
      }
      over = isOver(connection, most, connection.socket.userTimeout());
    }
    stack.fastOpenBlackHole().suspect(connection, timeouts, over);
    if (over) {
      giveUp(connection);
    }
    return over;
  }

  /// Whether there is no room for an orphan any more, which is then ended; one that is silent or
  /// hears of errors counts for more (`tcp_out_of_resources`).
  private static boolean isOutOfResources(Connection connection, boolean resets) {
    long silent = connection.now() - connection.lastSendTime();
    int shift = silent > 2 * RoundTrip.RTO_MAX || !resets ? 1 : 0;
    shift += connection.softError() == null ? 0 : 1;
    TcpStack stack = connection.stack;
    if (!stack.memory().refusesOrphan(connection.writes.charged(), shift)) {
      return false;
    }
    boolean hasWindow = connection.sndWnd != 0 || connection.scoreboard.out() > 0;
    if (resets || silent <= TimeWait.LENGTH || !hasWindow) {
      stack.output().reset(connection);
    }
    connection.done();
    stack.count(TcpCounter.ABORT_ON_MEMORY);
    return true;
  }

  /// `tcp_orphan_retries`
  static int orphanRetries(Connection connection, boolean alive) {
    int retries = connection.stack.setting(TcpSetting.TCP_ORPHAN_RETRIES);
    if (connection.softError() != null && !alive) {
      return 0;
    }
    return retries == 0 && alive ? 8 : retries;
  }

  /// Whether as much time has passed as so many doubled timeouts take (`retransmits_timed_out`).
  private static boolean isOver(Connection connection, int boundary, long userTimeout) {
    if (connection.timers.timeouts() == 0) {
      return false;
    }
    long start = connection.timers.firstRetransmit();
    long limit = userTimeout != 0 ? userTimeout : sum(boundary, connection.roundTrip.least());
    return start != 0 && connection.now() - start >= limit;
  }

  /// `tcp_model_timeout`
  private static long sum(int boundary, long base) {
    int doublings = Math.min(boundary, 63 - Long.numberOfLeadingZeros(RoundTrip.RTO_MAX / base));
    if (boundary <= doublings) {
      return ((2L << boundary) - 1) * base;
    }
    return ((2L << doublings) - 1) * base + (boundary - doublings) * RoundTrip.RTO_MAX;
  }

  /// `tcp_write_err`
  static void giveUp(Connection connection) {
    Errno soft = connection.softError();
    connection.stack.count(TcpCounter.ABORT_ON_TIMEOUT);
    connection.fail(soft == null ? Errno.ETIMEDOUT : soft);
  }

  // ---- sending again

  /// Sends what is taken for lost, as far as the window lets (`tcp_xmit_retransmit_queue`).
  static void sendLost(Connection connection) {
    Scoreboard scoreboard = connection.scoreboard;
    Segment head = connection.writes.firstSent();
    Segment segment = head;
    boolean rearms = false;
    int most = Deferral.mostPackets(connection, connection.size.current());
    while (segment != null
        && !connection.pacing.holdsBack()
        && !connection.queued.holdsBack(segment, 1)
        && scoreboard.inFlight() < connection.congestion.window()
        && scoreboard.retransmitted() < scoreboard.lost()) {
      if (segment.is(Segment.LOST) && !segment.is(Segment.SACKED | Segment.RETRANSMITTED)) {
        int packets = connection.congestion.window() - scoreboard.inFlight();
        if (!sendLost(connection, segment, Math.min(packets, most))) {
          break;
        }
        rearms |= segment == head && connection.timers.pending() != Timers.Pending.REORDER;
      }
      segment = connection.writes.nextSent(segment);
    }
    if (rearms) {
      connection.timers.arm(Timers.Pending.RETRANSMIT, connection.roundTrip.timeout());
    }
  }

  private static boolean sendLost(Connection connection, Segment segment, int packets) {
    if (!sendAgain(connection, segment, packets)) {
      return false;
    }
    boolean loss = connection.recovery.state() == Recovery.State.LOSS;
    TcpCounter counter = loss ? TcpCounter.SLOW_START_RETRANS : TcpCounter.FAST_RETRANS;
    connection.stack.counters().count(counter, segment.packets);
    connection.recovery.sentAgain(segment.packets);
    return true;
  }

  /// Sends one packet of a segment again; returns whether it could.
  static boolean sendAgain(Connection connection, Segment segment) {
    return sendAgain(connection, segment, 1);
  }

  /// Sends a segment again, so many packets of it at most; returns whether it could
  /// (`tcp_retransmit_skb`).
  private static boolean sendAgain(Connection connection, Segment segment, int packets) {
    boolean sent = repeat(connection, segment, packets);
    if (sent) {
      connection.scoreboard.landed(segment);
      connection.scoreboard.sentAgain(segment);
      connection.undo.sentAgain(segment.packets);
    }
    return sent;
  }

  /// Sends a segment again that nobody takes for lost, to learn whether it is; returns whether it
  /// could.
  static boolean repeat(Connection connection, Segment segment) {
    return repeat(connection, segment, 1);
  }

  /// `__tcp_retransmit_skb`
  private static boolean repeat(Connection connection, Segment segment, int packets) {
    if (connection.queued.holds(segment)) {
      return false;
    }
    trimAcknowledged(connection, segment);
    int mss = connection.size.current();
    int room = connection.windowEnd() - segment.sequence;
    if (room <= 0) {
      if (segment.sequence != connection.sndUna) {
        return false;
      }
      room = mss;
    }
    int most = mss * packets;
    if (most > room) {
      most = room < mss ? room : room - room % mss;
    }
    if (segment.length() > most) {
      connection.cut(segment, most);
    } else {
      connection.scoreboard.adjust(segment, connection.size.packets(segment.length()));
      collapse(connection, segment, Math.min(most, mss));
    }
    if ((segment.flags & Tcp.SYN) != 0) {
      connection.stack.count(TcpCounter.SYN_RETRANS);
      connection.timers.countSynRetransmit();
      if (connection.stack.setting(TcpSetting.TCP_ECN_FALLBACK) != 0) {
        segment.flags &= ~(Tcp.ECE | Tcp.CWR);
      }
    }
    connection.stack.counters().count(TcpCounter.RETRANS_SEGS, segment.packets);
    connection.scoreboard.countRetransmits(segment.packets);
    connection.traffic.bytesRetransmitted += segment.length();
    if (connection.timers.firstRetransmit() == 0) {
      connection.timers.firstRetransmit(segment.sent);
    }
    boolean sent = connection.stack.output().transmit(connection, segment);
    if (sent) {
      segment.marks |= Segment.EVER_RETRANSMITTED;
    } else {
      connection.stack.count(TcpCounter.RETRANS_FAIL);
    }
    return sent;
  }

  /// Small segments that follow go with it, as many as fit (`tcp_retrans_try_collapse`).
  private static void collapse(Connection connection, Segment segment, int room) {
    if (connection.stack.setting(TcpSetting.TCP_RETRANS_COLLAPSE) == 0
        || !mayCollapse(connection, segment)) {
      return;
    }
    Segment next = connection.writes.nextSent(segment);
    while (next != null
        && !segment.endsRecord
        && mayCollapse(connection, next)
        && segment.length() + next.length() <= room
        && !Sequence.after(next.end, connection.windowEnd())) {
      connection.scoreboard.adjust(next, 0);
      connection.writes.join(segment, next);
      next = connection.writes.nextSent(segment);
    }
  }

  private static boolean mayCollapse(Connection connection, Segment segment) {
    Packet data = segment.data;
    return data != null
        && segment.packets <= 1
        && (segment.flags & (Tcp.SYN | Tcp.FIN)) == 0
        && !segment.is(Segment.SACKED)
        && !connection.queued.isHere(segment);
  }

  private static void trimAcknowledged(Connection connection, Segment segment) {
    int known = connection.sndUna - segment.sequence;
    if (known > 0 && (segment.flags & Tcp.SYN) == 0) {
      connection.writes.trim(segment, known);
    }
  }

  // ---- probes

  /// Asks for the window, which is shut (RFC 9293 section 3.8.6.1, `tcp_probe_timer`).
  static void windowProbe(Connection connection) {
    Segment unsent = connection.writes.unsent();
    if (connection.scoreboard.out() > 0 || unsent == null) {
      connection.timers.probes(0);
      return;
    }
    long userTimeout = connection.socket.userTimeout();
    long since = connection.now() - connection.timers.probeStart();
    int most = connection.stack.setting(TcpSetting.TCP_RETRIES2);
    if (connection.orphan) {
      boolean alive = probeDelay(connection) < RoundTrip.RTO_MAX;
      most = orphanRetries(connection, alive);
      if (!alive && connection.roundTrip.backoff() >= most) {
        giveUp(connection);
        return;
      }
      if (isOutOfResources(connection, true)) {
        return;
      }
    }
    if ((userTimeout != 0 && since >= userTimeout) || connection.timers.probes() >= most) {
      giveUp(connection);
      return;
    }
    sendProbe(connection, unsent);
  }

  /// `tcp_send_probe0`
  private static void sendProbe(Connection connection, Segment unsent) {
    TcpOutput output = connection.stack.output();
    output.wakeUp(connection, unsent);
    if (connection.scoreboard.out() > 0 || connection.writes.unsent() == null) {
      connection.timers.probes(0);
      connection.roundTrip.resetBackoff();
      return;
    }
    int tries = connection.timers.probes() + 1;
    connection.timers.probes(tries);
    if (output.isCongested()) {
      armProbe(connection, CONGESTED);
      return;
    }
    if (connection.roundTrip.backoff() < connection.stack.setting(TcpSetting.TCP_RETRIES2)) {
      connection.roundTrip.backOff();
    }
    armProbe(connection, probeDelay(connection));
  }

  /// Arms the timer of the next probe, no later than the program's patience ends
  /// (`tcp_clamp_probe0_to_user_timeout`).
  private static void armProbe(Connection connection, long delay) {
    long patience = connection.socket.userTimeout();
    long wait = delay;
    if (patience != 0) {
      long left = patience - (connection.now() - connection.timers.probeStart());
      wait = Math.min(wait, Math.max(left, Rack.TIMEOUT_MIN));
    }
    connection.timers.arm(Timers.Pending.PROBE, wait);
  }

  /// How long until the next probe, in nanoseconds (`tcp_probe0_when`).
  static long probeDelay(Connection connection) {
    long base = Math.max(connection.roundTrip.timeout(), RoundTrip.RTO_MIN);
    int doublings = Math.min(connection.roundTrip.backoff(), 20);
    return Math.min(base << doublings, RoundTrip.RTO_MAX);
  }

  /// What is left to be sent waits for the window: arms the timer that asks for it
  /// (`tcp_check_probe_timer`).
  static void checkProbe(Connection connection) {
    if (connection.scoreboard.out() == 0
        && connection.timers.pending() == Timers.Pending.NONE
        && connection.writes.unsent() != null) {
      connection.timers.arm(
          Timers.Pending.PROBE, Math.max(connection.roundTrip.timeout(), RoundTrip.RTO_MIN));
    }
  }
}
