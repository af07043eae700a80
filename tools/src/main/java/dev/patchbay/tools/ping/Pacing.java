package dev.patchbay.tools.ping;

/// When the next request is due: a bucket of tokens, one a millisecond, that holds as many as
/// `preload` requests cost; a request costs the interval. All in milliseconds.
final class Pacing {
  /// The shortest time that is waited.
  static final int LEAST_WAIT = 10;

  /// What a wait is that is not for a request.
  static final long NOTHING_DUE = 1000;

  private static final int MOST_OUTAGE_WAIT = 500;
  private static final int MOST_SLOWDOWN = 50_000;

  private final int preload;
  private final int linger;
  private int interval;
  private long tokens;
  private boolean begun;
  private long last;
  private int outages;
  private long slowdown;

  /// @param linger how long it is tried to send while there is no buffer space
  Pacing(int interval, int preload, int linger) {
    this.interval = interval;
    this.preload = preload;
    this.linger = linger;
  }

  int interval() {
    return interval;
  }

  /// When the last request was due, in nanoseconds.
  long last() {
    return last;
  }

  /// How long to wait for the next request; 0 or less when it is due now, and then it is paid for.
  ///
  /// @param now the time in nanoseconds
  /// @param inFlight how many requests are under way
  long take(long now, long inFlight) {
    if (!begun) {
      begun = true;
      tokens = (long) interval * (preload - 1);
      last = now;
      return 0;
    }
    long passed = (now - last) / 1_000_000;
    if (interval == 0 && passed < LEAST_WAIT && inFlight >= preload) {
      return LEAST_WAIT - passed;
    }
    long saved = Math.min(passed + tokens, (long) interval * preload);
    if (saved < interval) {
      return interval - saved;
    }
    last = now;
    tokens = saved - interval;
    return 0;
  }

  /// A request was sent; returns how long to wait for the next one.
  long sent() {
    outages = 0;
    return interval - tokens;
  }

  /// A request was refused; returns how long to wait for the next one.
  long refused() {
    tokens = 0;
    return floor(interval);
  }

  /// There was no buffer space for a request, which is tried again; returns how long to wait, or 0
  /// when it has been tried long enough.
  long outage(long smoothed, boolean adaptive) {
    tokens = 0;
    slowdown += Math.min(smoothed / 8, MOST_SLOWDOWN);
    if (adaptive) {
      adapt(smoothed);
    }
    int wait = Math.min(floor(interval / 2), MOST_OUTAGE_WAIT);
    outages++;
    return (long) outages * wait < linger ? wait : 0;
  }

  /// Makes the interval what a reply takes, in microseconds times eight; what it is before the
  /// first.
  void adapt(long smoothed) {
    long estimate = smoothed == 0 ? interval * 1000L : smoothed / 8;
    interval = (int) ((estimate + slowdown + 500) / 1000);
  }

  /// How long to wait for replies when the next request is due in `next`: while one is expected, a
  /// short wait is lengthened.
  long wait(long next, long inFlight) {
    return next <= LEAST_WAIT && inFlight > 0 ? LEAST_WAIT : next;
  }

  private static int floor(int wait) {
    return Math.max(wait, LEAST_WAIT);
  }
}
