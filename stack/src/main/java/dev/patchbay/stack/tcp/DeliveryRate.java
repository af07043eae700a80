package dev.patchbay.stack.tcp;

/// How fast what is sent arrives (`tcp_rate.c`, draft-cheng-iccrg-delivery-rate-estimation):
/// packets delivered, by the longer of the times that sending them and hearing of them took.
final class DeliveryRate {
  private final Connection connection;

  /// When something was delivered last, and when the newest packet of that was sent.
  private long deliveredTime;

  private long firstSent;

  /// What will have been delivered when the program's pause in writing is over, 0 for no pause; at
  /// first there is one.
  private int limitedUntil = -1;

  // The best measurement so far.
  private int packets;
  private long interval;
  private boolean limited = true;

  DeliveryRate(Connection connection) {
    this.connection = connection;
  }

  /// A segment is sent (`tcp_rate_skb_sent`).
  void sent(Segment segment) {
    if (connection.scoreboard.out() == 0) {
      firstSent = connection.now();
      deliveredTime = firstSent;
    }
    segment.firstSent = firstSent;
    segment.deliveredTime = deliveredTime;
    segment.delivered = connection.scoreboard.delivered();
    segment.limited = limitedUntil != 0;
  }

  /// The program writes less than may be sent (`tcp_rate_check_app_limited`).
  void checkLimited() {
    Scoreboard board = connection.scoreboard;
    boolean little = connection.writeSeq - connection.sndNxt < connection.size.mss;
    boolean idle = board.inFlight() < connection.congestion.window();
    if (little && idle && board.lost() <= board.retransmitted()) {
      limitedUntil = Math.max(board.delivered() + board.inFlight(), 1);
    }
  }

  /// A segment has arrived; the newest of an acknowledgement counts (`tcp_rate_skb_delivered`).
  void delivered(Segment segment, AckEvents events) {
    if (segment.deliveredTime == 0) {
      return;
    }
    if (events.rateTime == 0 || segment.sent >= firstSent) {
      events.rateDelivered = segment.delivered;
      events.rateTime = segment.deliveredTime;
      events.rateInterval = segment.sent - segment.firstSent;
      events.rateLimited = segment.limited;
      firstSent = segment.sent;
    }
    if (segment.is(Segment.SACKED)) {
      // It is not to be counted again when it is acknowledged for good.
      segment.deliveredTime = 0;
    }
  }

  /// What an acknowledgement tells, which says that `fresh` packets have arrived (`tcp_rate_gen`).
  void measure(AckEvents events, int fresh) {
    long now = connection.now();
    int all = connection.scoreboard.delivered();
    if (limitedUntil != 0 && all - limitedUntil > 0) {
      limitedUntil = 0;
    }
    if (fresh > 0) {
      deliveredTime = now;
    }
    if (events.rateTime == 0) {
      return;
    }
    int count = all - events.rateDelivered;
    long took = Math.max(events.rateInterval, now - events.rateTime);
    if (took < connection.roundTrip.minimum() * 1000L || took == 0) {
      return;
    }
    if (!events.rateLimited || count * interval >= packets * took) {
      packets = count;
      interval = took;
      limited = events.rateLimited;
    }
  }

  /// Bytes a second, or 0 when nothing was measured.
  long bytes() {
    return interval == 0 ? 0 : packets * 1_000_000L * connection.size.mss / (interval / 1000 + 1);
  }

  /// Whether the program wrote less than could be sent when that was measured.
  boolean isLimited() {
    return limited;
  }
}
