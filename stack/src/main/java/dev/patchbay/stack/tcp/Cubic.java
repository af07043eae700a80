package dev.patchbay.stack.tcp;

/// CUBIC (RFC 9438), with the kernel's constants and its way to leave slow start early (HyStart).
final class Cubic implements CongestionControl {
  static final String NAME = "cubic";

  /// Beta: the window is multiplied by 717/1024 = 0.7.
  private static final int BETA = 717;

  private static final int BETA_SCALE = 1024;

  /// C = 0.4, in segments a second cubed.
  private static final double SCALE = 0.4;

  private static final long SECOND = 1_000_000_000;

  /// HyStart begins at this window.
  private static final int HYSTART_LOW_WINDOW = 16;

  private static final int HYSTART_MIN_SAMPLES = 8;
  private static final int HYSTART_DELAY_MIN = 4_000;
  private static final int HYSTART_DELAY_MAX = 16_000;
  private static final long HYSTART_ACK_DELTA = 2_000_000;

  private int lastMaximum;
  private int lastWindow;
  private long lastTime;
  private long epoch;
  private int origin;

  /// Seconds from the epoch to the origin.
  private double toOrigin;

  private int acknowledged;

  /// What Reno's window would be (RFC 9438 section 4.3).
  private int friendly;

  /// How many acknowledged segments let the window grow by one.
  private int per;

  /// The least delay, in microseconds; 0 is unknown.
  private int leastDelay;

  private int roundEnd;
  private long roundStart;
  private long lastAck;
  private int roundDelay = Integer.MAX_VALUE;
  private int samples;
  private boolean found;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void begin(Congestion of) {
    forget();
    startRound(of);
  }

  private void forget() {
    lastMaximum = 0;
    lastWindow = 0;
    lastTime = 0;
    epoch = 0;
    origin = 0;
    toOrigin = 0;
    acknowledged = 0;
    friendly = 0;
    per = 0;
    leastDelay = 0;
    found = false;
  }

  @Override
  public int threshold(Congestion of) {
    epoch = 0;
    int window = of.window();
    // RFC 9438 section 4.7: whoever had to give way before, releases a little more.
    lastMaximum = window < lastMaximum ? window * (BETA_SCALE + BETA) / (2 * BETA_SCALE) : window;
    return Math.max(window * BETA / BETA_SCALE, 2);
  }

  @Override
  public void lose(Congestion of) {
    forget();
    startRound(of);
  }

  @Override
  public void restart(Congestion of) {
    // Time that nothing was sent is as if it had not passed.
    long now = of.connection().now();
    long idle = now - of.connection().lastSendTime();
    if (epoch != 0 && idle > 0) {
      epoch = Math.min(epoch + idle, now);
    }
  }

  @Override
  public int undo(Congestion of) {
    return Math.max(of.window(), of.priorWindow());
  }

  @Override
  public void grow(Congestion of, int ack, int count) {
    if (!of.isLimited()) {
      return;
    }
    int left = count;
    if (of.isInSlowStart()) {
      left = of.slowStart(left);
    }
    if (left > 0) {
      update(of, left);
      of.avoid(per, left);
    }
  }

  /// `bictcp_update`
  private void update(Congestion of, int count) {
    long now = of.connection().now();
    int window = of.window();
    acknowledged += count;
    if (lastWindow == window && now - lastTime <= SECOND / 32) {
      return;
    }
    if (epoch == 0 || now != lastTime) {
      lastWindow = window;
      lastTime = now;
      if (epoch == 0) {
        startEpoch(window, count, now);
      }
      perWindow(window, now);
    }
    befriend(window);
    per = Math.max(per, 2);
  }

  private void startEpoch(int window, int count, long now) {
    epoch = now;
    acknowledged = count;
    friendly = window;
    if (lastMaximum <= window) {
      toOrigin = 0;
      origin = window;
    } else {
      toOrigin = Math.cbrt((lastMaximum - window) / SCALE);
      origin = lastMaximum;
    }
  }

  private void perWindow(int window, long now) {
    double since = (now - epoch + leastDelay * 1000L) / (double) SECOND - toOrigin;
    int target = origin + (int) (SCALE * since * since * since);
    per = target > window ? window / (target - window) : 100 * window;
    // Nothing was lost yet: at least 5 % a round trip.
    if (lastMaximum == 0 && per > 20) {
      per = 20;
    }
  }

  private void befriend(int window) {
    int each = Math.max((window * (BETA_SCALE + BETA) * 8 / (3 * (BETA_SCALE - BETA))) >> 3, 1);
    while (acknowledged > each) {
      acknowledged -= each;
      friendly++;
    }
    if (friendly > window) {
      per = Math.min(per, window / (friendly - window));
    }
  }

  // ---- HyStart

  private void startRound(Congestion of) {
    roundStart = of.connection().now();
    lastAck = roundStart;
    roundEnd = of.connection().sndNxt;
    roundDelay = Integer.MAX_VALUE;
    samples = 0;
  }

  @Override
  public void measured(Congestion of, int packets, int micros) {
    long now = of.connection().now();
    if (micros < 0 || (epoch != 0 && now - epoch < SECOND)) {
      return;
    }
    int delay = Math.max(micros, 1);
    if (leastDelay == 0 || leastDelay > delay) {
      leastDelay = delay;
    }
    if (!found && of.isInSlowStart() && of.window() >= HYSTART_LOW_WINDOW) {
      leaveSlowStart(of, delay, now);
    }
  }

  private void leaveSlowStart(Congestion of, int delay, long now) {
    Connection connection = of.connection();
    if (Sequence.after(connection.sndUna, roundEnd)) {
      startRound(of);
    }
    if (now - lastAck <= HYSTART_ACK_DELTA) {
      lastAck = now;
      if (now - roundStart > leastDelay * 500L) {
        found = true;
        leave(of, TcpCounter.HYSTART_TRAIN_DETECT, TcpCounter.HYSTART_TRAIN_CWND);
      }
    }
    roundDelay = Math.min(roundDelay, delay);
    if (samples < HYSTART_MIN_SAMPLES) {
      samples++;
    } else if (!found && roundDelay > leastDelay + tolerance()) {
      found = true;
      leave(of, TcpCounter.HYSTART_DELAY_DETECT, TcpCounter.HYSTART_DELAY_CWND);
    }
  }

  private int tolerance() {
    return Math.min(Math.max(leastDelay >> 3, HYSTART_DELAY_MIN), HYSTART_DELAY_MAX);
  }

  private static void leave(Congestion of, TcpCounter detected, TcpCounter window) {
    TcpCounters counters = of.connection().stack.counters();
    counters.count(detected);
    counters.count(window, of.window());
    of.threshold(of.window());
  }
}
