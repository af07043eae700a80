package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// What a connection sends, and when (tcp_output.c).
final class TcpOutput {
  private final TcpStack stack;
  private final TcpTransmit transmit;

  TcpOutput(TcpStack stack) {
    this.stack = stack;
    this.transmit = new TcpTransmit(stack);
  }

  /// Whether a queue of this host had no room for the segment that was to be sent last.
  boolean isCongested() {
    return transmit.isCongested();
  }

  // ---- which segments

  /// Sends what waits, as far as windows and Nagle's algorithm let (`__tcp_push_pending_frames`).
  void push(Connection connection, int mss, int nagle) {
    if (connection.writes.unsent() == null || connection.state() == TcpState.CLOSE) {
      return;
    }
    if (write(connection, mss, nagle, false)) {
      Retransmission.checkProbe(connection);
    }
  }

  /// Sends one segment of what waits: the program is writing more (`tcp_push_one`).
  void pushOne(Connection connection, int mss) {
    var _ = write(connection, mss, Connection.NAGLE_PUSH, true);
  }

  /// Sends what waits, as the socket is set.
  void push(Connection connection) {
    push(connection, connection.size.current(), connection.nonagle);
  }

  /// Sends new segments, or one; returns whether nothing is on its way and something waits
  /// (`tcp_write_xmit`).
  private boolean write(Connection connection, int mss, int nagle, boolean one) {
    Scoreboard scoreboard = connection.scoreboard;
    boolean limited = false;
    boolean beyondWindow = false;
    int sent = 0;
    if (!one) {
      switch (connection.mtuProbe.probe()) {
        case WAITS -> {
          return false;
        }
        case SENT -> sent = 1;
        case NOT_NOW -> {
          // Segments of the usual size go.
        }
      }
    }
    Segment segment = connection.writes.unsent();
    while (segment != null && !connection.pacing.holdsBack()) {
      int quota = quota(connection, segment);
      if (quota <= 0) {
        limited = true;
        break;
      }
      if (isBeyondWindow(connection, segment, mss)) {
        beyondWindow = true;
        break;
      }
      if (!mayBeSent(connection, segment, mss, nagle, one)) {
        break;
      }
      fit(connection, segment, mss, quota, nagle);
      if (connection.queued.holdsBack(segment, 0)) {
        break;
      }
      if (!transmitNew(connection, segment)) {
        break;
      }
      sent += segment.packets;
      noteSmall(connection, segment, mss);
      segment = one ? null : connection.writes.unsent();
    }
    if (beyondWindow) {
      connection.busy.start(BusyTime.Wait.WINDOW);
    } else {
      connection.busy.stop(BusyTime.Wait.WINDOW);
    }
    if (sent > 0) {
      account(connection, sent, limited);
      return false;
    }
    return scoreboard.out() == 0 && connection.writes.unsent() != null;
  }

  /// So many packets were sent; `limited` says that the congestion window lets no more go.
  private static void account(Connection connection, int sent, boolean limited) {
    int inFlight = connection.scoreboard.inFlight();
    Congestion congestion = connection.congestion;
    congestion.validate(
        limited || inFlight >= congestion.window(), inFlight, connection.sndUna, connection.sndNxt);
    if (!congestion.isLimited() && connection.wantsSpace && connection.writes.unsent() == null) {
      connection.busy.start(BusyTime.Wait.BUFFER);
    }
    connection.recovery.sentNew(sent);
    connection.lossProbe.schedule(false);
  }

  /// How many packets the congestion window lets go at once: half of it at most, so that
  /// acknowledgements come before it is spent; the FIN goes in any case (`tcp_cwnd_test`).
  private static int quota(Connection connection, Segment segment) {
    if ((segment.flags & Tcp.FIN) != 0 && segment.length() <= connection.size.mss) {
      return 1;
    }
    int window = connection.congestion.window();
    return Math.min(window - connection.scoreboard.inFlight(), Math.max(window >> 1, 1));
  }

  /// Whether the other end's window does not take the segment, or the part that goes first
  /// (`tcp_snd_wnd_test`).
  private static boolean isBeyondWindow(Connection connection, Segment segment, int mss) {
    return Sequence.after(endWithin(segment, mss), connection.windowEnd());
  }

  private static boolean mayBeSent(
      Connection connection, Segment segment, int mss, int nagle, boolean one) {
    if (segment.length() > mss) {
      return one || !Deferral.waits(connection, segment, mss);
    }
    return segment.next != null || passesNagle(connection, segment, mss, nagle);
  }

  /// The number behind the segment, or behind the part of it that goes first.
  private static int endWithin(Segment segment, int mss) {
    return segment.length() > mss ? segment.sequence + mss : segment.end;
  }

  /// Whether a segment passes: a small one waits while another small one is on its way (RFC 9293
  /// section 3.7.4 with Minshall's change, `tcp_nagle_test`).
  private static boolean passesNagle(Connection connection, Segment segment, int mss, int nagle) {
    return (nagle & Connection.NAGLE_PUSH) != 0
        || (segment.flags & Tcp.FIN) != 0
        || segment.length() >= mss
        || !waitsForMore(connection, nagle);
  }

  /// `tcp_nagle_check` of a small one
  private static boolean waitsForMore(Connection connection, int nagle) {
    boolean smallOnWay =
        Sequence.after(connection.sndSml, connection.sndUna)
            && !Sequence.after(connection.sndSml, connection.sndNxt);
    return (nagle & Connection.NAGLE_CORK) != 0
        || (nagle == 0 && connection.scoreboard.out() > 0 && smallOnWay);
  }

  private static void noteSmall(Connection connection, Segment segment, int mss) {
    if (segment.length() < segment.packets * mss) {
      connection.sndSml = segment.end;
    }
  }

  /// Cuts off what does not go at once.
  private static void fit(Connection connection, Segment segment, int mss, int quota, int nagle) {
    int most = mss;
    if (segment.length() > mss) {
      int packets = Math.min(quota, Deferral.mostPackets(connection, mss));
      most = splitPoint(connection, segment, mss, packets, nagle);
    }
    if (segment.length() > most) {
      connection.writes.split(segment, most);
    }
    segment.packets = segment.length() <= mss ? 1 : Math.ceilDiv(segment.length(), mss);
  }

  /// How much of the segment goes: whole packets, unless it is the last (`tcp_mss_split_point`).
  private static int splitPoint(
      Connection connection, Segment segment, int mss, int packets, int nagle) {
    int window = connection.windowEnd() - segment.sequence;
    int most = mss * packets;
    if (most <= window && segment.next != null) {
      return most;
    }
    int needed = Math.min(segment.length(), window);
    if (most <= needed) {
      return most;
    }
    int partial = needed % mss;
    boolean waits = partial != 0 && needed > partial && waitsForMore(connection, nagle);
    return waits ? needed - partial : needed;
  }

  boolean transmitNew(Connection connection, Segment segment) {
    boolean sent = transmit(connection, segment);
    if (!sent) {
      return false;
    }
    sentNew(connection, segment);
    return true;
  }

  /// `tcp_event_new_data_sent`
  private void sentNew(Connection connection, Segment segment) {
    boolean wasEmpty = connection.scoreboard.out() == 0;
    connection.sndNxt = segment.end;
    connection.writes.advance();
    connection.scoreboard.sent(segment);
    stack.counters().count(TcpCounter.ORIG_DATA_SENT, segment.packets);
    if (wasEmpty || connection.timers.pending() == Timers.Pending.LOSS_PROBE) {
      rearm(connection);
    }
  }

  /// The time until something must have been acknowledged begins anew (`tcp_rearm_rto`).
  static void rearm(Connection connection) {
    if (connection.opening.fastOpenRequest() != null) {
      // The timer is that of the SYN's answer still.
      return;
    }
    if (connection.scoreboard.out() == 0) {
      connection.timers.stopTransmit();
      return;
    }
    long wait = connection.roundTrip.timeout();
    Timers.Pending pending = connection.timers.pending();
    if (pending == Timers.Pending.REORDER || pending == Timers.Pending.LOSS_PROBE) {
      wait = Math.max(LossProbe.left(connection), 1);
    }
    connection.timers.arm(Timers.Pending.RETRANSMIT, wait);
  }

  /// Sends one new segment, whatever the congestion window says; returns whether there was one that
  /// the other end's window takes.
  boolean sendOne(Connection connection) {
    Segment segment = connection.writes.unsent();
    int mss = connection.size.current();
    if (segment == null || isBeyondWindow(connection, segment, mss)) {
      return false;
    }
    fit(connection, segment, mss, 1, Connection.NAGLE_OFF);
    return transmitNew(connection, segment);
  }

  /// Sends the SYN or the FIN, or whatever stands first (`tcp_connect`).
  void sendFirst(Connection connection) {
    Segment segment = connection.writes.unsent();
    if (segment != null) {
      transmit(connection, segment);
      sentFirst(connection, segment);
      rearm(connection);
    }
  }

  /// Sends the SYN and the data behind it as one segment; returns whether it could. If not, the
  /// data waits as if it were written later, and the SYN has been sent alone.
  boolean sendSynWithData(Connection connection, Segment syn, Segment data) {
    Route route = connection.path.route();
    Packet bytes = data.data;
    if (route == null || bytes == null) {
      sendFirst(connection);
      return false;
    }
    boolean sent = transmit.syn(connection, copy(bytes), syn, route);
    sentFirst(connection, syn);
    if (sent) {
      sentFirst(connection, data);
      connection.sentNow();
      stack.count(TcpCounter.ORIG_DATA_SENT);
    }
    rearm(connection);
    return sent;
  }

  private static void sentFirst(Connection connection, Segment segment) {
    segment.sent = connection.now();
    connection.sndNxt = segment.end;
    connection.writes.advance();
    connection.scoreboard.sent(segment);
  }

  // ---- one segment

  /// Sends a segment, new or again; returns whether it could (`tcp_transmit_skb`).
  boolean transmit(Connection connection, Segment segment) {
    Route route = connection.path.route();
    segment.sent = connection.now();
    if ((segment.flags & Tcp.SYN) == 0) {
      connection.rate.sent(segment);
    }
    if (route == null) {
      return false;
    }
    Packet data = segment.data;
    Packet packet = data == null ? stack.world().allocate(0) : copy(data);
    segment.onWay = packet;
    boolean syn = (segment.flags & Tcp.SYN) != 0;
    if (segment.length() > 0) {
      long now = connection.now();
      if (connection.scoreboard.inFlight() == 0) {
        connection.congestion.control().restart(connection.congestion);
      }
      connection.acks.dataSent(now);
      connection.sentNow();
    }
    if (syn) {
      return transmit.syn(connection, packet, segment, route);
    }
    // What stands for many packets is not to be waited for where they are joined again.
    boolean many = segment.packets > 1;
    int flags = many ? segment.flags | Tcp.PSH : segment.flags;
    // One that probes the path is larger than others, and goes whole.
    int mss = many ? connection.size.mss : Math.max(packet.length(), connection.size.mss);
    return transmit.data(connection, packet, segment.sequence, flags, mss, route);
  }

  /// The packet that goes: over the same bytes, and the room in front of them is its alone. Where
  /// an earlier one is on its way still, it has bytes of its own.
  private Packet copy(Packet data) {
    if (!data.isShared()) {
      data.releaseHeader();
    }
    return stack.world().clone(data);
  }

  // ---- without data

  /// Acknowledges what has come (`tcp_send_ack`).
  void acknowledge(Connection connection) {
    if (connection.state() == TcpState.CLOSE) {
      return;
    }
    empty(connection, connection.sndNxt, 0);
  }

  private void empty(Connection connection, int sequence, int flags) {
    Route route = connection.path.route();
    if (route != null) {
      int mss = connection.size.mss;
      var _ = transmit.data(connection, stack.world().allocate(0), sequence, flags, mss, route);
    }
  }

  /// Sends what makes the other end answer: nothing, of a number that it knows
  /// (`tcp_xmit_probe_skb`).
  void probe(Connection connection) {
    stack.count(TcpCounter.WIN_PROBE);
    empty(connection, connection.sndUna - 1, 0);
  }

  /// Sends as much as the window takes, or asks for the window (`tcp_write_wakeup`).
  void wakeUp(Connection connection, @Nullable Segment unsent) {
    if (unsent == null || !Sequence.before(unsent.sequence, connection.windowEnd())) {
      probe(connection);
      return;
    }
    int room = connection.windowEnd() - unsent.sequence;
    int most = Math.min(room, connection.size.current());
    if (unsent.length() > most) {
      connection.writes.split(unsent, most);
    }
    unsent.flags |= Tcp.PSH;
    transmitNew(connection, unsent);
  }

  /// Breaks the connection off (`tcp_send_active_reset`).
  void reset(Connection connection) {
    stack.count(TcpCounter.OUT_RSTS);
    empty(connection, connection.sndNxt, Tcp.RST);
  }

  /// Says that nothing more comes: with the last segment that waits, or alone (`tcp_send_fin`).
  void sendFin(Connection connection) {
    Segment last = connection.writes.last();
    if (last != null && connection.writes.unsent() != null) {
      last.flags |= Tcp.FIN;
      last.end++;
    } else {
      last = connection.writes.append(connection.writeSeq, Tcp.ACK | Tcp.FIN);
      last.end++;
    }
    connection.writeSeq++;
    push(connection, connection.size.current(), Connection.NAGLE_OFF);
  }
}
