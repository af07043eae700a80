package dev.patchbay.stack.tcp;

import dev.patchbay.stack.route.RouteMetrics;

/// The window that is granted to the other end: how it begins, grows and is told
/// (`tcp_select_window`, `tcp_grow_window`, `tcp_rcv_space_adjust`).
final class ReceiveWindow {
  private static final int LARGEST = 65_535;
  private static final int LARGEST_SIGNED = 32_767;

  private final Connection connection;
  private int buffer;
  private int clamp;
  private int granted;

  /// The byte from which on it was granted.
  private int from;

  /// What may be granted at present (`rcv_ssthresh`).
  private int threshold;

  /// What the program read in one round trip, and when and where it began to be measured.
  private int space;

  private int spaceSequence;
  private long spaceTime;

  /// Round-trip time as the receiver sees it, in microseconds times eight.
  private int roundTrip;

  private int roundTripSequence;
  private long roundTripTime;

  ReceiveWindow(Connection connection) {
    this.connection = connection;
    this.buffer = connection.stack.settings().receiveBuffer(1);
  }

  /// Bytes that may be charged (`sk_rcvbuf`).
  int buffer() {
    return buffer;
  }

  void buffer(int bytes) {
    buffer = bytes;
  }

  int granted() {
    return granted;
  }

  int threshold() {
    return threshold;
  }

  int clamp() {
    return clamp;
  }

  void clamp(int bytes) {
    clamp = bytes;
  }

  int from() {
    return from;
  }

  /// Receiving begins at this number.
  void begin(int sequence) {
    from = sequence;
    spaceSequence = sequence;
  }

  /// Data that fits in so many charged bytes (`tcp_win_from_space`).
  int fromSpace(int bytes) {
    int scale = connection.stack.setting(TcpSetting.TCP_ADV_WIN_SCALE);
    return scale <= 0 ? bytes >> -scale : bytes - (bytes >> scale);
  }

  /// Data that fits in what is free (`tcp_space`).
  int free() {
    return fromSpace(buffer - connection.received.charged());
  }

  private int whole() {
    return fromSpace(buffer);
  }

  /// Chooses what is granted first, and the scale (`tcp_select_initial_window`); returns the scale.
  int initialize(int mss, boolean scaling) {
    TcpSettings settings = connection.stack.settings();
    clamp = clamp == 0 ? LARGEST << SegmentOptions.LARGEST_SCALE : clamp;
    int room = Math.min(clamp, whole());
    if (room > mss) {
      room -= room % mss;
    }
    boolean signed = settings.isOn(TcpSetting.TCP_WORKAROUND_SIGNED_WINDOWS);
    granted = Math.min(room, signed ? LARGEST_SIGNED : LARGEST);
    int asked = connection.path.metric(RouteMetrics.INITRWND);
    if (asked != 0) {
      granted = Math.min(granted, asked * mss);
    }
    int scale = scaling ? scale(Math.min(largest(room), clamp)) : 0;
    clamp = Math.min(LARGEST << scale, clamp);
    threshold = granted;
    return scale;
  }

  private int largest(int room) {
    int most = connection.stack.settings().receiveBuffer(2);
    return Math.max(Math.max(room, most), connection.socket.largestReceiveBuffer());
  }

  private static int scale(int room) {
    int bits = 31 - Integer.numberOfLeadingZeros(Math.max(room, 1)) - 15;
    return Math.min(Math.max(bits, 0), SegmentOptions.LARGEST_SCALE);
  }

  /// Takes over what a handshake has granted.
  void take(int bytes, int most) {
    granted = bytes;
    threshold = bytes;
    clamp = most;
  }

  /// The connection is there (`tcp_init_buffer_space`).
  void initializeSpace() {
    space = Math.min(granted, Congestion.INITIAL * connection.size.advertised);
    spaceTime = connection.now();
    spaceSequence = connection.copiedSeq;
    reserve();
    threshold = Math.min(threshold, clamp);
  }

  /// Leaves some of the buffer to the program, and one segment in any case.
  private void reserve() {
    int whole = whole();
    int segment = connection.size.advertised;
    int share = connection.stack.setting(TcpSetting.TCP_APP_WIN);
    if (clamp >= whole) {
      clamp = whole;
      if (share != 0 && whole > 4 * segment) {
        clamp = Math.max(whole - (whole >> share), 4 * segment);
      }
    }
    if (share != 0 && clamp > 2 * segment && clamp + segment > whole) {
      clamp = Math.max(2 * segment, clamp - segment);
    }
  }

  /// What the other end may send still (`tcp_receive_window`).
  int left() {
    int window = from + granted - connection.rcvNxt;
    return Math.max(window, 0);
  }

  /// The window for the next segment, as its header tells it (`tcp_select_window`).
  int select() {
    int old = left();
    int fresh = compute();
    int scale = connection.peer.receiveScale;
    if (fresh < old && !mayShrink()) {
      // RFC 9293 section 3.8.6: what was granted is not taken back.
      if (fresh == 0) {
        connection.stack.count(TcpCounter.WANT_ZERO_WINDOW_ADV);
      }
      fresh = upTo(old, scale);
    }
    boolean wasZero = granted == 0;
    granted = fresh;
    from = connection.rcvNxt;
    int shown = shown(fresh, scale);
    if (shown == 0) {
      if (!wasZero) {
        connection.stack.count(TcpCounter.TO_ZERO_WINDOW_ADV);
      }
    } else if (wasZero) {
      connection.stack.count(TcpCounter.FROM_ZERO_WINDOW_ADV);
    }
    return shown;
  }

  private boolean mayShrink() {
    return connection.peer.receiveScale != 0
        && connection.stack.setting(TcpSetting.TCP_SHRINK_WINDOW) != 0;
  }

  private static int upTo(int bytes, int scale) {
    return (bytes + (1 << scale) - 1) & -(1 << scale);
  }

  private int shown(int bytes, int scale) {
    boolean signed = connection.stack.setting(TcpSetting.TCP_WORKAROUND_SIGNED_WINDOWS) != 0;
    int most = scale == 0 && signed ? LARGEST_SIGNED : LARGEST << scale;
    return Math.min(bytes, most) >> scale;
  }

  /// What could be granted (`__tcp_select_window`).
  int compute() {
    int segment = connection.acks.largestSegment();
    int free = free();
    int allowed = whole();
    int full = Math.min(clamp, allowed);
    if (segment > full) {
      segment = full;
      if (segment <= 0) {
        return 0;
      }
    }
    int scale = connection.peer.receiveScale;
    if (free < full >> 1) {
      connection.acks.noQuick();
      if (connection.stack.memory().isPressed()) {
        saveMemory();
      }
      free &= -(1 << scale);
      if (free < allowed >> 4 || free < segment) {
        return 0;
      }
    }
    free = Math.min(free, threshold);
    if (mayShrink()) {
      return free < threshold ? free & -(1 << scale) : upTo(free, scale);
    }
    if (scale != 0) {
      return upTo(free, scale);
    }
    if (granted <= free - segment || granted > free) {
      return free - free % segment;
    }
    return segment == full && free > granted + (full >> 1) ? free : granted;
  }

  /// Data has come: lets more be granted where the buffer has room for it (`tcp_grow_window`).
  void grow(int charge, int length) {
    int room = Math.min(clamp, free()) - threshold;
    if (room <= 0 || connection.stack.memory().isPressed()) {
      return;
    }
    int more =
        fromSpace(charge) <= length ? 2 * connection.size.advertised : growSlowly(charge, length);
    if (more != 0) {
      threshold += Math.min(room, Math.max(more, 2 * length));
      connection.acks.oneMoreQuick();
    }
  }

  /// `__tcp_grow_window`
  private int growSlowly(int charge, int length) {
    int cost = fromSpace(charge) >> 1;
    int limit = fromSpace(connection.stack.settings().receiveBuffer(2)) >> 1;
    while (threshold <= limit) {
      if (cost <= length) {
        return 2 * connection.acks.largestSegment();
      }
      cost >>= 1;
      limit >>= 1;
    }
    return 0;
  }

  /// The buffer has overflown: less is granted (`tcp_clamp_window`).
  void clampToBuffer() {
    int most = connection.stack.settings().receiveBuffer(2);
    connection.acks.noQuick();
    if (buffer < most
        && !connection.socket.receiveBufferIsSet()
        && connection.stack.memory().isPlenty()) {
      buffer = Math.min(connection.received.charged(), most);
    }
    if (connection.received.charged() > buffer) {
      threshold = Math.min(clamp, 2 * connection.size.advertised);
    }
  }

  /// Memory is scarce: little is granted (`tcp_adjust_rcv_ssthresh`).
  void saveMemory() {
    threshold = Math.min(threshold, 4 * connection.size.advertised);
  }

  // ---- autotuning

  /// A timestamp of ours came back with data: how long that took (`tcp_rcv_rtt_measure_ts`).
  void measureByTimestamp(int micros) {
    measured(micros, false);
  }

  /// Without timestamps, a window full of data takes a round trip (`tcp_rcv_rtt_measure`).
  void measureByWindow() {
    if (roundTripTime != 0 && Sequence.before(connection.rcvNxt, roundTripSequence)) {
      return;
    }
    if (roundTripTime != 0) {
      measured((int) ((connection.now() - roundTripTime) / 1000), true);
    }
    roundTripSequence = connection.rcvNxt + granted;
    roundTripTime = connection.now();
  }

  private void measured(int micros, boolean byWindow) {
    int sample = Math.max(micros, 1) << 3;
    if (roundTrip == 0) {
      roundTrip = sample;
    } else if (byWindow) {
      roundTrip = Math.min(roundTrip, sample);
    } else {
      roundTrip += (sample - roundTrip) >> 3;
    }
  }

  /// Round-trip time as the receiver sees it, in microseconds; 0 is unknown.
  int roundTrip() {
    return roundTrip >> 3;
  }

  /// What the program reads in a round trip at most.
  int space() {
    return space;
  }

  /// The program has read: lets the buffer be as large as it reads in two round trips
  /// (`tcp_rcv_space_adjust`).
  void adjust() {
    long now = connection.now();
    long since = (now - spaceTime) / 1000;
    if (roundTrip == 0 || since < roundTrip >> 3) {
      return;
    }
    int copied = connection.copiedSeq - spaceSequence;
    if (copied > space) {
      if (connection.stack.setting(TcpSetting.TCP_MODERATE_RCVBUF) != 0
          && !connection.socket.receiveBufferIsSet()) {
        enlarge(copied);
      }
      space = copied;
    }
    spaceSequence = connection.copiedSeq;
    spaceTime = now;
  }

  private void enlarge(int copied) {
    long wanted = ((long) copied << 1) + 16L * connection.size.advertised;
    long grow = wanted * (copied - space) / Math.max(space, 1);
    wanted += grow << 1;
    int each = connection.size.advertised + 832;
    while (fromSpace(each) < connection.size.advertised) {
      each += 128;
    }
    long bytes = wanted / connection.size.advertised * each;
    int most = connection.stack.settings().receiveBuffer(2);
    int size = (int) Math.min(bytes, most);
    if (size > buffer) {
      buffer = size;
      clamp = fromSpace(size);
    }
  }
}
