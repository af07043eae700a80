package dev.patchbay.tools.curl;

import dev.patchbay.core.time.Clock;

/// How slow a transfer may be: with fewer bytes a second than that, so long, it ends (`-Y`, `-y`).
final class SpeedLimit {
  private static final long SECOND = 1_000_000_000;

  private final long least;
  private final long seconds;

  /// When it was fast enough last.
  private long since;

  private long counted;
  private long countedAt;

  SpeedLimit(Options options, long now) {
    boolean any = options.leastSpeed > 0 || options.slowSeconds > 0;
    this.least = any ? Math.max(options.leastSpeed, 1) : 0;
    this.seconds = any && options.slowSeconds == 0 ? 30 : options.slowSeconds;
    this.since = now;
    this.countedAt = now;
  }

  /// So many bytes have come by now.
  void note(long now, long bytes) {
    long time = now - countedAt;
    if (time >= SECOND) {
      since = (bytes - counted) * SECOND / time >= least ? now : since;
      counted = bytes;
      countedAt = now;
    }
  }

  /// When it has been too slow for too long.
  long deadline() {
    return least == 0 ? Clock.NEVER : since + seconds * SECOND;
  }

  Failure failure() {
    return new Failure(
        Failure.LATE,
        "Operation too slow. Less than %d bytes/sec transferred the last %d seconds"
            .formatted(least, seconds));
  }
}
