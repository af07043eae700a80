package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;

/// How large the packets are that are cut on their way, and whether one waits to be larger
/// (`tcp_tso_autosize`, `tcp_tso_should_defer`).
final class Deferral {
  /// It only waits when something was sent so many nanoseconds ago at most.
  private static final long RECENT = 1_000_000;

  private Deferral() {}

  /// How many segments a packet may have: what is sent in a millisecond, and more where the round
  /// trip is short.
  static int mostPackets(Connection connection, int mss) {
    RoundTrip trip = connection.roundTrip;
    int most = connection.path.largestPacket();
    if (!trip.isKnown()) {
      return Math.min(most / mss, connection.path.mostSegments());
    }
    long bytes = connection.pacing.rate() >> Pacing.SHIFT;
    int shift = trip.minimum() >>> connection.stack.setting(TcpSetting.TCP_TSO_RTT_LOG);
    if (shift < 32) {
      bytes += most >> shift;
    }
    long packets = Math.min(bytes, most) / mss;
    int least = connection.stack.setting(TcpSetting.TCP_MIN_TSO_SEGS);
    return (int) Math.min(Math.max(packets, least), connection.path.mostSegments());
  }

  /// Whether the segment waits for windows that let more of it go at once.
  static boolean waits(Connection connection, Segment segment, int mss) {
    Scoreboard scoreboard = connection.scoreboard;
    if (connection.recovery.state().compareTo(Recovery.State.RECOVERY) >= 0
        || scoreboard.out() == 0
        || connection.now() - connection.lastSendTime() > RECENT
        || segment.endsRecord
        || (segment.flags & Tcp.FIN) != 0) {
      return false;
    }
    int sendWindow = connection.windowEnd() - segment.sequence;
    long room = (long) (connection.congestion.window() - scoreboard.inFlight()) * mss;
    long limit = Math.min(sendWindow, room);
    if (limit >= (long) mostPackets(connection, mss) * mss
        || (segment.next != null && limit >= segment.length())) {
      return false;
    }
    return limit < chunk(connection, mss) && isAnswerNear(connection);
  }

  private static long chunk(Connection connection, int mss) {
    int divisor = connection.stack.setting(TcpSetting.TCP_TSO_WIN_DIVISOR);
    long whole = Math.min(connection.sndWnd, (long) connection.congestion.window() * mss);
    return divisor == 0 ? 0 : whole / divisor;
  }

  /// Whether the next acknowledgement is likely to come before half a round trip has passed.
  private static boolean isAnswerNear(Connection connection) {
    Segment first = connection.writes.firstSent();
    long half = connection.roundTrip.smoothed() * 500L;
    return first != null && connection.now() - first.sent >= half;
  }
}
