package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;

/// What an acknowledgement tells: what has arrived, how long it took, how much more may be sent
/// (`tcp_ack`).
final class AckInput {
  private AckInput() {}

  /// Takes the acknowledgement; false when it is none that could have been sent.
  static boolean take(Connection connection, Arrival arrival, boolean challenges) {
    int ack = arrival.acknowledgement;
    if (Sequence.before(ack, connection.sndUna)) {
      return old(connection, ack, challenges);
    }
    if (Sequence.after(ack, connection.sndNxt)) {
      return false;
    }
    boolean advances = ack != connection.sndUna;
    if (advances) {
      connection.timers.answered();
    }
    rememberTimestamp(connection, arrival);
    int before = connection.sndUna;
    boolean updated = updateWindow(connection, arrival);
    connection.heardNow();
    connection.softError(null);
    connection.timers.probes(0);
    connection.sndUna = ack;
    if (connection.recovery.out() > 0) {
      boolean plain = !advances && !updated && arrival.length == 0 && !arrival.has(Tcp.FIN);
      acknowledged(connection, arrival, before, plain);
    }
    if (connection.recovery.out() == 0 && connection.writes.unsent() != null) {
      probed(connection);
    }
    return true;
  }

  private static boolean old(Connection connection, int ack, boolean challenges) {
    if (Sequence.before(ack, connection.sndUna - connection.maxWindow)) {
      if (challenges) {
        Validity.challenge(connection);
      }
      return false;
    }
    return true;
  }

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
    if (window > connection.maxWindow) {
      connection.maxWindow = window;
      connection.syncMss(connection.pathMtu);
    }
    return changed;
  }

  private static void acknowledged(
      Connection connection, Arrival arrival, int before, boolean plain) {
    long firstSent = 0;
    int count = 0;
    boolean again = false;
    Segment segment = connection.writes.firstSent();
    while (segment != null && !Sequence.after(segment.end, connection.sndUna)) {
      if (segment.is(Segment.EVER_RETRANSMITTED)) {
        again = true;
      } else if (firstSent == 0) {
        firstSent = segment.sent;
      }
      count++;
      connection.recovery.arrived(segment);
      connection.writes.remove(segment);
      segment = connection.writes.firstSent();
    }
    if (count > 0) {
      measure(connection, arrival, again ? 0 : firstSent, count);
      TcpOutput.rearm(connection);
    }
    if (Sequence.before(connection.sndUp, connection.sndUna)) {
      connection.sndUp = connection.sndUna;
    }
    connection.recovery.acknowledged(count, plain, before);
  }

  private static void measure(Connection connection, Arrival arrival, long firstSent, int count) {
    int micros = -1;
    if (firstSent != 0) {
      micros = (int) Math.min((connection.now() - firstSent) / 1000, Integer.MAX_VALUE);
    } else if (connection.peer.timestamps
        && arrival.options.hasTimestamp
        && arrival.options.echo != 0) {
      int since = connection.timestampClock() - arrival.options.echo;
      micros = since >= 0 && since < 1 << 20 ? Math.max(since, 1) * 1000 : -1;
    }
    if (micros >= 0) {
      RoundTrip trip = connection.roundTrip;
      trip.measure(micros, connection.sndUna, connection.sndNxt);
      trip.measureMinimum(
          micros, connection.now(), connection.stack.setting(TcpSetting.TCP_MIN_RTT_WLEN));
      trip.resetBackoff();
    }
    connection.congestion.control().measured(connection.congestion, count, micros);
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
}
