package dev.patchbay.stack.tcp;

import dev.patchbay.stack.route.RouteMetrics;
import org.jspecify.annotations.Nullable;

/// When what has come is acknowledged: at once, or with a delay in which the program may answer
/// (RFC 1122 section 4.2.3.2, RFC 5681 section 4.2; `inet_csk.icsk_ack`).
final class Acknowledgements {
  static final long DELAY_MIN = 40 * RoundTrip.MILLISECOND;
  static final long DELAY_MAX = 200 * RoundTrip.MILLISECOND;
  private static final int MOST_QUICK = 16;
  private static final int LEAST_SEGMENT = 88;

  private static final int SCHEDULED = 1;
  private static final int TIMER = 2;
  private static final int PUSHED = 4;
  private static final int PUSHED2 = 8;
  private static final int NOW = 16;

  private final Connection connection;
  private int pending;
  private int quick;
  private int conversation;
  private long delay;
  private long deadline;
  private long lastData;
  private @Nullable AckCompression compression;

  /// The size of the segments that come (`rcv_mss`), and of the last that was odd.
  private int largestSegment;

  private int lastSegment;

  Acknowledgements(Connection connection) {
    this.connection = connection;
    this.largestSegment = 536;
  }

  int largestSegment() {
    return largestSegment;
  }

  /// `tcp_initialize_rcv_mss`
  void initialize() {
    int hint = Math.min(connection.size.advertised, connection.size.mss);
    hint = Math.min(hint, connection.window.granted() / 2);
    largestSegment = Math.max(Math.min(hint, 536), LEAST_SEGMENT);
    lastData = connection.now();
  }

  // ---- modes

  boolean isScheduled() {
    return (pending & SCHEDULED) != 0;
  }

  void schedule() {
    pending |= SCHEDULED;
  }

  void now() {
    pending |= SCHEDULED | NOW;
  }

  void noQuick() {
    quick = 0;
  }

  void oneMoreQuick() {
    quick |= 1;
  }

  /// Acknowledges at once for a while (`tcp_enter_quickack_mode`).
  void quickly(int most) {
    quickUpTo(most);
    conversation = 0;
    delay = DELAY_MIN;
  }

  private void quickUpTo(int most) {
    int segments = connection.window.granted() / (2 * Math.max(largestSegment, 1));
    quick = Math.max(quick, Math.min(segments == 0 ? 2 : segments, most));
  }

  boolean isQuick() {
    return connection.path.metric(RouteMetrics.QUICKACK) != 0 || (quick > 0 && !isConversation());
  }

  /// Whether both ends speak in turn, so that answers carry the acknowledgements (`pingpong`).
  boolean isConversation() {
    return conversation >= 1;
  }

  void conversation(boolean value) {
    conversation = value ? 1 : 0;
  }

  /// The program has set `TCP_QUICKACK`.
  void quickAck(boolean on) {
    if (!on) {
      conversation = 1;
      return;
    }
    conversation = 0;
    if (isScheduled() && connection.state().isSynchronized()) {
      pending |= PUSHED;
      afterRead(1);
    }
  }

  boolean isQuickAck() {
    return !isConversation();
  }

  // ---- data has come

  /// Data has come in order (`tcp_event_data_recv`).
  void received(int length, int each, int charge) {
    schedule();
    measure(each);
    long now = connection.now();
    if (delay == 0) {
      quickUpTo(MOST_QUICK);
      delay = DELAY_MIN;
    } else {
      adapt(now - lastData);
    }
    lastData = now;
    if (length >= 128) {
      connection.window.grow(charge, length);
    }
  }

  private void adapt(long since) {
    if (since <= DELAY_MIN / 2) {
      delay = (delay >> 1) + DELAY_MIN / 2;
    } else if (since < delay) {
      delay = Math.min((delay >> 1) + since, connection.roundTrip.timeout());
    } else if (since > connection.roundTrip.timeout()) {
      // The program reads only when it must: what has come shall be seen soon.
      quickUpTo(MOST_QUICK);
    }
  }

  /// `tcp_measure_rcv_mss`
  private void measure(int length) {
    int last = lastSegment;
    lastSegment = 0;
    if (length >= largestSegment) {
      largestSegment = Math.min(length, connection.size.advertised);
    } else {
      int whole = length + connection.size.transportHeader();
      if (whole >= 536 + 20 || whole >= LEAST_SEGMENT + 20) {
        lastSegment = length;
        if (length == last) {
          largestSegment = length;
          return;
        }
      }
      if ((pending & PUSHED) != 0) {
        pending |= PUSHED2;
      }
      pending |= PUSHED;
    }
  }

  /// Acknowledges now or later what a segment has brought (`__tcp_ack_snd_check`).
  void check() {
    if (!isScheduled()) {
      return;
    }
    int unacknowledged = connection.rcvNxt - connection.window.from();
    boolean full =
        unacknowledged > largestSegment
            && (connection.rcvNxt - connection.copiedSeq < 1
                || connection.window.compute() >= connection.window.granted());
    boolean outOfOrder = connection.received.hasOutOfOrder();
    if (full || isQuick() || (pending & NOW) != 0) {
      connection.stack.output().acknowledge(connection);
    } else if (!outOfOrder) {
      delay();
    } else if (!compression().holdsBack()) {
      connection.stack.output().acknowledge(connection);
    }
  }

  AckCompression compression() {
    AckCompression known = compression;
    if (known == null) {
      known = new AckCompression(connection);
      compression = known;
    }
    return known;
  }

  /// `tcp_send_delayed_ack`
  private void delay() {
    long wait = delay;
    if (wait > DELAY_MIN) {
      boolean calm = isConversation() || (pending & PUSHED) != 0;
      long most = calm ? DELAY_MAX : RoundTrip.SECOND / 2;
      if (connection.roundTrip.isKnown()) {
        long trip = connection.roundTrip.smoothed() * 1000L;
        most = Math.min(most, Math.max(trip, DELAY_MIN));
      }
      wait = Math.min(wait, most);
    }
    wait = Math.min(wait, DELAY_MAX);
    long now = connection.now();
    long at = now + wait;
    if ((pending & TIMER) != 0) {
      if (deadline <= now + (wait >> 2)) {
        connection.stack.output().acknowledge(connection);
        return;
      }
      at = Math.min(at, deadline);
    }
    pending |= SCHEDULED | TIMER;
    deadline = at;
    connection.timers.armDelayed(at);
  }

  /// The time of the delay is over (`tcp_delack_timer_handler`).
  void expire() {
    if ((pending & TIMER) == 0 || connection.state() == TcpState.CLOSE) {
      return;
    }
    if (deadline > connection.now()) {
      connection.timers.armDelayed(deadline);
      return;
    }
    pending &= ~TIMER;
    if (isScheduled()) {
      if (isConversation()) {
        conversation = 0;
        delay = DELAY_MIN;
      } else {
        delay = Math.min(delay << 1, connection.roundTrip.timeout());
      }
      connection.stack.output().acknowledge(connection);
      connection.stack.count(TcpCounter.DELAYED_ACKS);
    }
  }

  /// The program has read: that may be worth a word to the other end (`tcp_cleanup_rbuf`).
  void afterRead(int copied) {
    boolean told = isScheduled() && isWorthTelling(copied);
    if (!told && copied > 0 && (connection.shutdown & Connection.SHUT_READING) == 0) {
      int left = connection.window.left();
      if (2L * left <= connection.window.clamp()) {
        int fresh = connection.window.compute();
        told = fresh != 0 && fresh >= 2 * left;
      }
    }
    if (told) {
      connection.stack.output().acknowledge(connection);
    }
  }

  private boolean isWorthTelling(int copied) {
    if (connection.rcvNxt - connection.window.from() > largestSegment) {
      return true;
    }
    boolean pushed = (pending & PUSHED2) != 0 || ((pending & PUSHED) != 0 && !isConversation());
    return copied > 0 && pushed && connection.received.charged() == 0;
  }

  /// How long an acknowledgement waits at present, in nanoseconds.
  long delayNanos() {
    return delay;
  }

  /// How many more acknowledgements are to be sent at once.
  int quickLeft() {
    return quick;
  }

  /// When data came last.
  long lastDataTime() {
    return lastData;
  }

  /// A segment that acknowledges was sent (`tcp_event_ack_sent`).
  void sent() {
    if (compression != null) {
      compression.sent();
    }
    if (quick > 0) {
      quick--;
      if (quick == 0) {
        delay = DELAY_MIN;
      }
    }
    pending = 0;
  }

  /// Data was sent soon after some had come: both ends speak in turn (`tcp_event_data_sent`).
  void dataSent(long now) {
    if (now - lastData < delay) {
      conversation++;
    }
  }

  /// Waits for what the program will send before it acknowledges (`SYN_SENT`).
  void delayFirst() {
    schedule();
    conversation = 1;
    deadline = connection.now() + DELAY_MAX;
    pending |= TIMER;
    connection.timers.armDelayed(deadline);
  }
}
