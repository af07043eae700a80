package dev.patchbay.qdisc;

import dev.patchbay.core.Netns;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import org.jspecify.annotations.Nullable;

/// The rate of what a discipline or another lets go, a mean that forgets
/// (net/core/gen_estimator.c).
final class RateEstimate {
  /// What is summed has so many bits behind the point.
  private static final int FRACTION = 8;

  /// Seconds are four quarters, and [#FRACTION].
  private static final int SCALE = FRACTION + 2;

  private final QueueStatistics of;
  private final EventLoop loop;
  private final Estimator how;
  private final Timer timer;
  private long next;
  private long lastBytes;
  private long lastPackets;
  private long bytes;
  private long packets;

  /// @param before whose mean it goes on from, or null
  RateEstimate(QueueStatistics of, Netns netns, Estimator how, @Nullable RateEstimate before) {
    bytes = before == null ? 0 : before.bytes;
    packets = before == null ? 0 : before.packets;
    this.of = of;
    this.loop = netns.world().loop();
    this.how = how;
    this.timer = new Timer(netns.machine().number(), this::look);
    lastBytes = of.bytes;
    lastPackets = of.packets;
    next = loop.now() + how.nanos();
    loop.arm(timer, next);
  }

  /// `est_timer`
  private void look() {
    bytes += changed(of.bytes - lastBytes, bytes);
    packets += changed(of.packets - lastPackets, packets);
    lastBytes = of.bytes;
    lastPackets = of.packets;
    next += how.nanos();
    loop.arm(timer, next);
  }

  private long changed(long counted, long mean) {
    long now = counted << (SCALE - how.interval());
    return (now >> how.averaging()) - (mean >> how.averaging());
  }

  void stop() {
    loop.disarm(timer);
  }

  /// Bytes a second.
  long bytes() {
    return bytes >> FRACTION;
  }

  /// Packets a second.
  long packets() {
    return packets >> FRACTION;
  }
}
