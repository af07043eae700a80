package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;

/// What an acknowledgement tells: what has arrived, how long it took, how much more may be sent
/// (`tcp_ack`).
final class AckInput {
  private final AckEvents events = new AckEvents();
  private final SackInput sacks = new SackInput();

  AckInput() {}

  /// Takes the acknowledgement; false when it is none that could have been sent.
  boolean take(Connection connection, Arrival arrival, boolean challenges) {
    int ack = arrival.acknowledgement;
    int priorUna = connection.sndUna;
    Scoreboard scoreboard = connection.scoreboard;
    int delivered = scoreboard.delivered();
    int lost = scoreboard.everLost();
    events.begin(connection.sndNxt);
    connection.peer.echo = arrival.options.hasTimestamp ? arrival.options.echo : 0;
    if (Sequence.before(ack, priorUna)) {
      return old(connection, arrival, challenges);
    }
    if (Sequence.after(ack, connection.sndNxt)) {
      return false;
    }
    if (ack != priorUna) {
      events.add(AckEvents.ADVANCED);
      connection.timers.answered();
    }
    count(connection, arrival);
    int priorHigh = scoreboard.highestSacked();
    rememberTimestamp(connection, arrival);
    look(connection, arrival, priorUna);
    connection.heardNow();
    connection.softError(null);
    connection.timers.probes(0);
    if (scoreboard.out() == 0) {
      idle(connection, priorUna);
      return true;
    }
    clean(connection, arrival, priorHigh);
    connection.rack.adapt(events.priorDelivered);
    connection.lossProbe.acknowledged(ack, events);
    if (isDubious(connection)) {
      connection.recovery.alert(events, priorUna, duplicates());
    }
    if (events.has(AckEvents.SET_TIMER)) {
      setTimer(connection);
    }
    int fresh = scoreboard.delivered() - delivered;
    connection.stack.counters().count(TcpCounter.DELIVERED, fresh);
    if (events.has(AckEvents.ECE)) {
      connection.stack.counters().count(TcpCounter.DELIVERED_CE, fresh);
      scoreboard.countMarked(fresh);
    }
    connection.rate.measure(events, fresh);
    connection.recovery.control(events, ack, fresh, scoreboard.everLost() - lost);
    connection.recovery.send(events);
    return true;
  }

  /// Counts what is as the kernel predicts it from the segment before, and so costs it less, and
  /// what brings nothing but an acknowledgement.
  private void count(Connection connection, Arrival arrival) {
    boolean plain = (arrival.flags & ~Tcp.PSH) == Tcp.ACK && arrival.options.sacks == 0;
    boolean predicted =
        plain
            && connection.state() == TcpState.ESTABLISHED
            && arrival.sequence == connection.rcvNxt
            && window(connection, arrival) == connection.sndWnd
            && !connection.received.hasOutOfOrder()
            && (arrival.length == 0
                || ConnectionMemory.trueSize(arrival.length) <= connection.memory.spare());
    if (predicted && arrival.length > 0) {
      connection.stack.count(TcpCounter.HP_HITS);
    }
    if (predicted && events.has(AckEvents.ADVANCED)) {
      connection.stack.count(TcpCounter.HP_ACKS);
    } else if (arrival.sequence == arrival.end) {
      connection.stack.count(TcpCounter.PURE_ACKS);
    }
  }

  /// An acknowledgement that was overtaken: only its SACK is news.
  private boolean old(Connection connection, Arrival arrival, boolean challenges) {
    int ack = arrival.acknowledgement;
    if (Sequence.before(ack, connection.sndUna - connection.maxWindow)) {
      if (challenges) {
        Validity.challenge(connection);
      }
      return false;
    }
    if (connection.peer.sack && arrival.options.sacks > 0 && connection.scoreboard.out() > 0) {
      sacks.take(connection, arrival.options, connection.sndUna, events);
      connection.recovery.alert(events, connection.sndUna, 0);
      connection.recovery.send(events);
    }
    return true;
  }

  /// Reads the window, the SACK blocks, the echo of congestion.
  private void look(Connection connection, Arrival arrival, int priorUna) {
    if (arrival.sequence != arrival.end) {
      events.add(AckEvents.DATA);
    }
    if (updateWindow(connection, arrival)) {
      events.add(AckEvents.WINDOW);
    }
    connection.traffic.bytesAcknowledged += arrival.acknowledgement - connection.sndUna;
    connection.sndUna = arrival.acknowledgement;
    if (connection.peer.sack && arrival.options.sacks > 0) {
      sacks.take(connection, arrival.options, priorUna, events);
    }
    if (connection.ecn.isEcho(arrival)) {
      events.add(AckEvents.ECE);
    }
  }

  private boolean isDubious(Connection connection) {
    return !events.has(AckEvents.NOT_DUPLICATE)
        || events.has(AckEvents.ALERT)
        || connection.recovery.state() != Recovery.State.OPEN;
  }

  private int duplicates() {
    int news = AckEvents.ADVANCED | AckEvents.NOT_DUPLICATE | AckEvents.DSACK;
    return events.has(news) ? 0 : 1;
  }

  /// Nothing is on its way.
  private void idle(Connection connection, int priorUna) {
    if (events.has(AckEvents.DSACK)) {
      connection.recovery.alert(events, priorUna, 0);
      connection.recovery.send(events);
    }
    probed(connection);
    connection.lossProbe.acknowledged(connection.sndUna, events);
  }

  private static void setTimer(Connection connection) {
    if (!connection.lossProbe.schedule(true)) {
      TcpOutput.rearm(connection);
    }
  }

  // ---- timestamps and windows

  /// RFC 7323 section 4.3 (`tcp_replace_ts_recent`).
  private static void rememberTimestamp(Connection connection, Arrival arrival) {
    PeerOptions peer = connection.peer;
    if (peer.timestamps
        && arrival.options.hasTimestamp
        && !Sequence.after(arrival.sequence, connection.window.from())
        && arrival.options.timestamp - peer.recent >= 0) {
      peer.remember(arrival.options.timestamp, connection.now());
    }
  }

  /// `tcp_may_update_window`
  static boolean mayUpdateWindow(Connection connection, Arrival arrival) {
    int window = window(connection, arrival);
    return Sequence.after(arrival.acknowledgement, connection.sndUna)
        || Sequence.after(arrival.sequence, connection.sndWl1)
        || (arrival.sequence == connection.sndWl1 && window > connection.sndWnd);
  }

  private static int window(Connection connection, Arrival arrival) {
    return arrival.has(Tcp.SYN) ? arrival.window : arrival.window << connection.peer.sendScale;
  }

  private static boolean updateWindow(Connection connection, Arrival arrival) {
    if (!mayUpdateWindow(connection, arrival)) {
      return false;
    }
    int window = window(connection, arrival);
    connection.sndWl1 = arrival.sequence;
    boolean changed = connection.sndWnd != window;
    connection.sndWnd = window;
    if (changed && connection.writes.unsent() != null) {
      connection.congestion.checkIdle();
    }
    if (window > connection.maxWindow) {
      connection.maxWindow = window;
      connection.size.sync(connection.size.pathMtu);
    }
    return changed;
  }

  /// The window may have been opened (`tcp_ack_probe`).
  private static void probed(Connection connection) {
    Segment unsent = connection.writes.unsent();
    if (unsent == null) {
      return;
    }
    if (!Sequence.after(unsent.end, connection.windowEnd())) {
      connection.roundTrip.resetBackoff();
      if (connection.timers.pending() == Timers.Pending.PROBE) {
        connection.timers.stopTransmit();
      }
    } else {
      connection.timers.arm(Timers.Pending.PROBE, Retransmission.probeDelay(connection));
    }
  }

  // ---- what has arrived for good

  /// Lets go of what has been acknowledged, and measures (`tcp_clean_rtx_queue`).
  private void clean(Connection connection, Arrival arrival, int priorHigh) {
    long first = 0;
    long last = 0;
    int reordered = connection.sndNxt;
    int packets = 0;
    Segment segment = connection.writes.firstSent();
    while (segment != null && Sequence.before(segment.sequence, connection.sndUna)) {
      int part = arrivedPackets(connection, segment);
      if (part == 0) {
        break;
      }
      boolean sentOnce = !segment.is(Segment.EVER_RETRANSMITTED);
      if (sentOnce && !segment.is(Segment.SACKED)) {
        last = segment.sent;
        first = first == 0 ? last : first;
        reordered = Sequence.min(reordered, segment.sequence);
      }
      note(connection, segment, part);
      packets += part;
      if (!release(connection, segment)) {
        break;
      }
      segment = connection.writes.firstSent();
    }
    settle(connection, packets, reordered, priorHigh);
    boolean measured = measure(connection, arrival, first, last, packets);
    rearm(connection, measured);
  }

  /// How many packets of the segment have been acknowledged.
  private static int arrivedPackets(Connection connection, Segment segment) {
    if (!Sequence.after(segment.end, connection.sndUna)) {
      return segment.packets;
    }
    int bytes = connection.sndUna - segment.sequence;
    return segment.packets <= 1 ? 0 : Math.min(bytes / connection.size.mss, segment.packets - 1);
  }

  private void note(Connection connection, Segment segment, int packets) {
    if (segment.is(Segment.EVER_RETRANSMITTED)) {
      events.add(AckEvents.RETRANSMIT_ACKED);
    } else if (!segment.is(Segment.SACKED)
        && !Sequence.after(segment.end, connection.recovery.highSequence())) {
      events.add(AckEvents.ORIGINAL_ACKED);
    }
    if (connection.peer.sack && !segment.is(Segment.SACKED)) {
      connection.scoreboard.countDelivered(packets);
      connection.rack.advance(segment, events);
    }
    connection.rate.delivered(segment, events);
    if ((segment.flags & Tcp.SYN) != 0) {
      events.add(AckEvents.SYN_ACKED);
      connection.undo.forgetStamp();
    } else {
      events.add(AckEvents.DATA_ACKED);
    }
    connection.scoreboard.acknowledged(segment, packets);
  }

  /// Lets go of what is acknowledged of the segment; returns whether that was all of it.
  private static boolean release(Connection connection, Segment segment) {
    if (Sequence.after(segment.end, connection.sndUna)) {
      connection.writes.trim(segment, connection.sndUna - segment.sequence);
      return false;
    }
    connection.writes.remove(segment);
    return true;
  }

  private void settle(Connection connection, int packets, int reordered, int priorHigh) {
    if (connection.writes.firstSent() == null) {
      connection.busy.stop(BusyTime.Wait.NETWORK);
    }
    if (Sequence.before(connection.sndUp, connection.sndUna)) {
      connection.sndUp = connection.sndUna;
    }
    Segment next = connection.writes.firstSent();
    if (next != null && next.is(Segment.SACKED) && events.has(AckEvents.ADVANCED)) {
      events.add(AckEvents.RENEGING);
    }
    if (!events.has(AckEvents.ACKED)) {
      return;
    }
    connection.mtuProbe.acknowledged();
    if (!connection.peer.sack) {
      connection.scoreboard.removeDuplicates(packets);
      if (events.has(AckEvents.RETRANSMIT_ACKED)) {
        events.remove(AckEvents.ORIGINAL_ACKED);
      }
    } else if (Sequence.before(reordered, priorHigh)) {
      connection.scoreboard.overtaken(reordered, false);
    }
  }

  private boolean measure(
      Connection connection, Arrival arrival, long first, long last, int packets) {
    boolean again = events.has(AckEvents.RETRANSMIT_ACKED);
    int micros = first != 0 && !again ? since(connection, first) : -1;
    int each = first != 0 && !again ? since(connection, last) : -1;
    if (events.firstSackTime != 0) {
      each = since(connection, events.lastSackTime);
      micros = micros < 0 ? since(connection, events.firstSackTime) : micros;
    }
    if (micros < 0 && events.has(AckEvents.ACKED)) {
      micros = byTimestamp(connection, arrival);
      each = micros;
    }
    if (micros >= 0) {
      RoundTrip trip = connection.roundTrip;
      int window = connection.stack.setting(TcpSetting.TCP_MIN_RTT_WLEN);
      trip.measureMinimum(each, connection.now(), window);
      trip.measure(micros, connection.sndUna, connection.sndNxt);
      trip.resetBackoff();
    }
    if (events.has(AckEvents.ACKED | AckEvents.DATA_SACKED)) {
      connection.congestion.control().measured(connection.congestion, packets, each);
    }
    return micros >= 0;
  }

  private static int since(Connection connection, long time) {
    return (int) Math.min((connection.now() - time) / 1000, Integer.MAX_VALUE);
  }

  /// The round trip that the echoed timestamp tells, in microseconds, or -1.
  private static int byTimestamp(Connection connection, Arrival arrival) {
    boolean echoed =
        connection.peer.timestamps && arrival.options.hasTimestamp && arrival.options.echo != 0;
    int millis = echoed ? connection.timestampClock() - arrival.options.echo : -1;
    return millis >= 0 && millis < 1 << 20 ? Math.max(millis, 1) * 1000 : -1;
  }

  private void rearm(Connection connection, boolean measured) {
    if (events.has(AckEvents.ACKED)) {
      events.add(AckEvents.SET_TIMER);
      return;
    }
    Segment first = connection.writes.firstSent();
    // What arrived out of order was sent after the first, whose time runs on from when that was.
    if (first != null
        && measured
        && events.firstSackTime != 0
        && events.firstSackTime < first.sent) {
      events.add(AckEvents.SET_TIMER);
    }
  }
}
