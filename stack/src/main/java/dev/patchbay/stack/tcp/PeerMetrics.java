package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.RouteMetrics;
import org.jspecify.annotations.Nullable;

/// What TCP remembers of one other end (`tcp_metrics_block`): round trip, windows, and what it
/// knows of its fast open. What the route says first, and what that locks, is not learnt.
public final class PeerMetrics {
  private static final long LIFETIME = 3600 * RoundTrip.SECOND;
  private static final int MILLI = 1000;

  private final Ip local;
  private final Ip remote;

  // As the kernel keeps them: microseconds times eight, and times four.
  private int roundTrip;
  private int variation;
  private int threshold;
  private int window;
  private int reordering;
  private RouteMetrics locks = RouteMetrics.NONE;
  private long time;

  // ---- fast open

  private int mss;
  private @Nullable FastOpenCookie cookie;
  private int synLosses;
  private long lastSynLoss;

  /// Whether the option for experiments is tried next (1), or was in vain (2).
  private int experiment;

  PeerMetrics(Ip local, Ip remote) {
    this.local = local;
    this.remote = remote;
  }

  /// The own address.
  public Ip local() {
    return local;
  }

  /// The other end's.
  public Ip remote() {
    return remote;
  }

  /// When it was learnt last, in nanoseconds of the lab's clock.
  public long time() {
    return time;
  }

  /// Smoothed round-trip time, in microseconds times eight; 0 is unknown, as for all of these.
  public int roundTrip() {
    return roundTrip;
  }

  /// Its variation, in microseconds times four.
  public int variation() {
    return variation;
  }

  /// The threshold of slow start, in segments.
  public int threshold() {
    return threshold;
  }

  /// The congestion window, in segments.
  public int window() {
    return window;
  }

  /// How far segments overtake each other.
  public int reordering() {
    return reordering;
  }

  /// Bytes of data in a segment, as its SYN said, once fast open was asked for.
  public int segment() {
    return mss;
  }

  /// SYNs with data that were lost in a row.
  public int synLosses() {
    return synLosses;
  }

  /// When the last of them was, in nanoseconds of the lab's clock.
  public long lastSynLoss() {
    return lastSynLoss;
  }

  /// The cookie that it has given, or null.
  public byte @Nullable [] cookieBytes() {
    return cookie == null ? null : cookie.bytes().clone();
  }

  // ---- what routes say

  /// Takes what the route says (`tcpm_suck_dst`).
  void read(RouteMetrics route, long now) {
    time = now;
    locks = route;
    roundTrip = route.value(RouteMetrics.RTT) * MILLI;
    variation = route.value(RouteMetrics.RTTVAR) * MILLI;
    threshold = route.value(RouteMetrics.SSTHRESH);
    window = route.value(RouteMetrics.CWND);
    reordering = route.value(RouteMetrics.REORDERING);
    mss = 0;
    cookie = null;
    synLosses = 0;
    experiment = 0;
  }

  /// What is an hour old counts no more (`tcpm_check_stamp`).
  void refresh(RouteMetrics route, long now) {
    if (now - time > LIFETIME) {
      read(route, now);
    }
  }

  // ---- a connection begins

  void lend(Connection connection, boolean keepsThreshold) {
    Congestion congestion = connection.congestion;
    if (locks.isLocked(RouteMetrics.CWND) && window != 0) {
      congestion.clamp(window);
    }
    if (!keepsThreshold && threshold != 0) {
      congestion.threshold(threshold);
    }
    if (reordering != 0) {
      connection.scoreboard.reordering(reordering);
    }
  }

  // ---- a connection ends

  /// It could not measure the round trip: perhaps that is another one now.
  void forgetRoundTrip() {
    if (!locks.isLocked(RouteMetrics.RTT)) {
      roundTrip = 0;
    }
  }

  void learn(Connection connection, boolean keepsThreshold) {
    learnRoundTrip(connection.roundTrip);
    boolean locked = keepsThreshold || locks.isLocked(RouteMetrics.SSTHRESH);
    Congestion congestion = connection.congestion;
    int now = congestion.window();
    if (congestion.threshold() >= Congestion.INFINITE) {
      // Slow start never ended.
      if (!locked && threshold != 0 && now >> 1 > threshold) {
        threshold = now >> 1;
      }
      learnWindow(Math.max(window, now));
    } else if (!congestion.isInSlowStart() && connection.recovery.state() == Recovery.State.OPEN) {
      if (!locked) {
        threshold = Math.max(now >> 1, congestion.threshold());
      }
      learnWindow((window + now) >> 1);
    } else {
      learnWindow((window + congestion.threshold()) >> 1);
      if (!locked && threshold != 0 && congestion.threshold() > threshold) {
        threshold = congestion.threshold();
      }
      learnReordering(connection);
    }
    time = connection.now();
  }

  private void learnRoundTrip(RoundTrip trip) {
    int less = roundTrip - trip.smoothedTimes8();
    if (!locks.isLocked(RouteMetrics.RTT)) {
      roundTrip = less <= 0 ? trip.smoothedTimes8() : roundTrip - (less >> 3);
    }
    if (!locks.isLocked(RouteMetrics.RTTVAR)) {
      int off = Math.max(Math.abs(less) >> 1, trip.variationTimes4());
      variation = off >= variation ? off : variation - ((variation - off) >> 2);
    }
  }

  private void learnWindow(int segments) {
    if (!locks.isLocked(RouteMetrics.CWND)) {
      window = segments;
    }
  }

  private void learnReordering(Connection connection) {
    int seen = connection.scoreboard.reordering();
    boolean usual = seen == connection.stack.setting(TcpSetting.TCP_REORDERING);
    if (!locks.isLocked(RouteMetrics.REORDERING) && reordering < seen && !usual) {
      reordering = seen;
    }
  }

  // ---- fast open

  /// What the next SYN says: the cookie that is known, or that one is asked for
  /// (`tcp_fastopen_cache_get`).
  FastOpenCookie cookie() {
    FastOpenCookie known = cookie;
    return known == null ? FastOpenCookie.request(experiment == 1) : known;
  }

  /// Remembers what a SYN's answer has told (`tcp_fastopen_cache_set`).
  void fastOpen(int segment, @Nullable FastOpenCookie given, boolean lost, int tried, long now) {
    if (segment != 0) {
      mss = segment;
    }
    if (given != null && !given.isRequest()) {
      cookie = given;
    } else if (tried > experiment && cookie == null) {
      experiment = tried;
    }
    synLosses = lost ? synLosses + 1 : 0;
    lastSynLoss = lost ? now : lastSynLoss;
  }
}
