package dev.patchbay.stack.tcp;

import java.util.Locale;

/// The numbers in `/proc/sys/net/ipv4` that TCP acts upon (Documentation/networking/ip-sysctl.rst).
public enum TcpSetting {
  TCP_ABORT_ON_OVERFLOW(0, 0, 255),
  TCP_ADV_WIN_SCALE(1, -31, 31),
  TCP_APP_WIN(31, 0, 31),
  TCP_AUTOCORKING(1, 0, 1),
  TCP_BASE_MSS(1024, Integer.MIN_VALUE, Integer.MAX_VALUE),
  TCP_CHALLENGE_ACK_LIMIT(Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE),

  /// Nanoseconds.
  TCP_COMP_SACK_DELAY_NS(1_000_000, 0, Integer.MAX_VALUE),
  TCP_COMP_SACK_NR(44, 0, 255),
  TCP_DSACK(1, 0, 255),
  TCP_EARLY_RETRANS(3, 0, 4),
  TCP_ECN(2, 0, 2),
  TCP_ECN_FALLBACK(1, 0, 1),
  TCP_FASTOPEN(1, Integer.MIN_VALUE, Integer.MAX_VALUE),

  /// Seconds.
  TCP_FASTOPEN_BLACKHOLE_TIMEOUT_SEC(0, 0, Integer.MAX_VALUE),

  /// Seconds.
  TCP_FIN_TIMEOUT(60, -21_474_836, 21_474_836),
  TCP_FRTO(2, 0, 255),
  TCP_FWMARK_ACCEPT(0, 0, 255),

  /// Milliseconds.
  TCP_INVALID_RATELIMIT(500, 0, Integer.MAX_VALUE),

  /// Seconds.
  TCP_KEEPALIVE_INTVL(75, -21_474_836, 21_474_836),
  TCP_KEEPALIVE_PROBES(9, 0, 255),

  /// Seconds.
  TCP_KEEPALIVE_TIME(7200, -21_474_836, 21_474_836),
  TCP_L3MDEV_ACCEPT(0, 0, 1),
  TCP_LIMIT_OUTPUT_BYTES(1_048_576, Integer.MIN_VALUE, Integer.MAX_VALUE),
  TCP_MAX_REORDERING(300, Integer.MIN_VALUE, Integer.MAX_VALUE),
  TCP_MAX_SYN_BACKLOG(128, Integer.MIN_VALUE, Integer.MAX_VALUE),
  TCP_MAX_TW_BUCKETS(8192, Integer.MIN_VALUE, Integer.MAX_VALUE),

  TCP_MIGRATE_REQ(0, 0, 1),

  /// Seconds.
  TCP_MIN_RTT_WLEN(300, 0, 86_400),
  TCP_MIN_SND_MSS(48, 48, 65_535),
  TCP_MIN_TSO_SEGS(2, 1, 255),
  TCP_MODERATE_RCVBUF(1, 0, 255),
  TCP_MTU_PROBE_FLOOR(48, 48, 65_535),
  TCP_MTU_PROBING(0, 0, 255),
  TCP_NO_METRICS_SAVE(0, 0, 255),
  TCP_NO_SSTHRESH_METRICS_SAVE(1, 0, 1),
  TCP_ORPHAN_RETRIES(0, 0, 255),

  /// Percent.
  TCP_PACING_CA_RATIO(120, 0, 1000),
  TCP_PACING_SS_RATIO(200, 0, 1000),

  /// Seconds.
  TCP_PROBE_INTERVAL(600, 0, Integer.MAX_VALUE),
  TCP_PROBE_THRESHOLD(8, Integer.MIN_VALUE, Integer.MAX_VALUE),
  TCP_RECOVERY(1, 0, 255),
  TCP_REFLECT_TOS(0, 0, 1),
  TCP_REORDERING(3, Integer.MIN_VALUE, Integer.MAX_VALUE),
  TCP_RETRIES1(3, 0, 255),
  TCP_RETRIES2(15, 0, 255),
  TCP_RETRANS_COLLAPSE(1, 0, 255),
  TCP_RFC1337(0, 0, 255),
  TCP_SACK(1, 0, 255),
  TCP_SHRINK_WINDOW(0, 0, 1),
  TCP_SLOW_START_AFTER_IDLE(1, 0, 255),
  TCP_STDURG(0, 0, 255),
  TCP_SYN_RETRIES(6, 1, 127),
  TCP_SYNACK_RETRIES(5, 0, 255),
  TCP_SYNCOOKIES(1, 0, 255),
  TCP_THIN_LINEAR_TIMEOUTS(0, 0, 255),
  TCP_TIMESTAMPS(1, 0, 255),
  TCP_TSO_RTT_LOG(9, 0, 255),
  TCP_TSO_WIN_DIVISOR(3, 0, 255),
  TCP_TW_REUSE(2, 0, 2),
  TCP_WINDOW_SCALING(1, 0, 255),
  TCP_WORKAROUND_SIGNED_WINDOWS(0, 0, 255);

  private final String file = name().toLowerCase(Locale.ROOT);
  private final int initial;
  private final int min;
  private final int max;

  TcpSetting(int initial, int min, int max) {
    this.initial = initial;
    this.min = min;
    this.max = max;
  }

  /// The file that holds it.
  public String file() {
    return file;
  }

  int initial() {
    return initial;
  }

  int min() {
    return min;
  }

  int max() {
    return max;
  }
}
