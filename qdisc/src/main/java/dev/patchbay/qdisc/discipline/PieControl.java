package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.text.Psched;
import java.util.random.RandomGenerator;

/// The controller of pie: the probability at which packets are dropped, from how the delay of the
/// queue moves (RFC 8033; include/net/pie.h, net/sched/sch_pie.c). Times are ticks of the packet
/// scheduler's clock.
final class PieControl {
  /// A probability of one.
  private static final long CERTAIN = -1L >>> 8;

  private static final long SECOND = 1_000_000_000L / Psched.TICK;
  private static final long BURST = SECOND * 150 / 1000;
  private static final long LONG_DELAY = SECOND / 4;
  private static final long UNKNOWN = -1;

  /// So many bytes make a measurement of the rate.
  private static final long THRESHOLD = 16 * 1024;

  private static final int SCALE = 8;

  private final RandomGenerator random;
  private Pie.Said setting;
  private long probability;
  private long accumulated;
  private long burst;
  private long delay;
  private long oldDelay;
  private long lastSent;
  private long counted;
  private long rate;

  PieControl(Pie.Said setting, RandomGenerator random) {
    this.setting = setting;
    this.random = random;
    begin();
  }

  void setting(Pie.Said said) {
    setting = said;
  }

  private void begin() {
    burst = BURST;
    lastSent = UNKNOWN;
    accumulated = 0;
    counted = UNKNOWN;
    rate = 0;
  }

  private boolean measuresRate() {
    return setting.measuresRate() == 1;
  }

  private long target() {
    return setting.target() * 1000 / Psched.TICK;
  }

  // ---- the next packet

  /// Whether a packet of so many bytes is to be dropped while so many wait (`pie_drop_early`).
  boolean drops(long backlog, long size, long mtu) {
    boolean calm = delay < target() / 2 && probability < CERTAIN / 5;
    if (burst > 0 || calm || backlog < 2 * mtu) {
      return false;
    }
    boolean shared = setting.byBytes() == 1 && size <= mtu;
    long share = shared ? size * (probability / mtu) : probability;
    accumulated = share == 0 ? 0 : accumulated + share;
    if (Long.compareUnsigned(accumulated, CERTAIN / 100 * 85) < 0) {
      return false;
    }
    if (Long.compareUnsigned(accumulated, CERTAIN / 2 * 17) >= 0) {
      return true;
    }
    boolean drawn = random.nextLong() >>> 8 < share;
    accumulated = drawn ? 0 : accumulated;
    return drawn;
  }

  /// Whether a packet that understands it may be marked in the place of being dropped.
  boolean marks() {
    return setting.ecn() == 1 && probability <= CERTAIN / 10;
  }

  /// A packet was dropped.
  void dropped() {
    accumulated = 0;
  }

  // ---- a packet that goes

  /// A packet of so many bytes that has waited since `queued` goes, and leaves so many behind it
  /// (`pie_process_dequeue`).
  void sent(long now, long queued, long size, long backlog) {
    long passed = measuresRate() ? measure(now, size, backlog) : note(now, queued, backlog);
    burst = Math.max(0, burst - passed);
  }

  private long note(long now, long queued, long backlog) {
    delay = backlog == 0 ? 0 : now - queued;
    long passed = lastSent == UNKNOWN ? 0 : now - lastSent;
    lastSent = now;
    return passed;
  }

  private long measure(long now, long size, long backlog) {
    if (backlog >= THRESHOLD && counted == UNKNOWN) {
      lastSent = now;
      counted = 0;
    }
    if (counted == UNKNOWN) {
      return 0;
    }
    counted += size;
    long passed = now - lastSent;
    if (counted < THRESHOLD || passed == 0) {
      return 0;
    }
    long measured = (counted << SCALE) / passed;
    rate = rate == 0 ? measured : rate - (rate >> 3) + (measured >> 3);
    counted = backlog < THRESHOLD ? UNKNOWN : 0;
    lastSent = backlog < THRESHOLD ? lastSent : now;
    return passed;
  }

  // ---- from time to time

  /// Reckons the probability anew while so many bytes wait (`pie_calculate_probability`). Returns
  /// whether nothing is left that the next time would change.
  boolean update(long backlog) {
    long before = measuresRate() ? delay : oldDelay;
    long now = delay;
    if (measuresRate()) {
      now = rate > 0 ? (backlog << SCALE) / rate : 0;
    }
    boolean fades = now != 0 || backlog == 0;
    boolean within = move(change(now, before));
    if (now == 0 && before == 0 && fades && within) {
      probability -= probability / 64;
    }
    delay = now;
    oldDelay = measuresRate() ? oldDelay : now;
    boolean quiet = now < target() / 2 && before < target() / 2 && probability == 0;
    if (quiet && (!measuresRate() || rate > 0)) {
      begin();
    }
    return quiet && backlog == 0 && now == 0 && before == 0;
  }

  private long change(long now, long before) {
    long alpha = (setting.alpha() * (CERTAIN / SECOND)) >> 4;
    long beta = (setting.beta() * (CERTAIN / SECOND)) >> 4;
    if (probability < CERTAIN / 10) {
      // The smaller the probability, the smaller the steps.
      alpha >>= 1;
      beta >>= 1;
      for (long power = 100; power <= 1_000_000 && probability < CERTAIN / power; power *= 10) {
        alpha >>= 2;
        beta >>= 2;
      }
    }
    long change = alpha * (now - target()) + beta * (now - before);
    if (change > CERTAIN / 50 && probability >= CERTAIN / 10) {
      change = CERTAIN / 100 * 2;
    }
    return now > LONG_DELAY ? change + CERTAIN / 50 : change;
  }

  /// Adds to the probability; returns whether it is still one.
  private boolean move(long change) {
    long moved = probability + change;
    boolean beyond = change > 0 && (moved < 0 || moved > CERTAIN);
    probability = beyond ? CERTAIN : Math.max(0, moved);
    return !beyond;
  }

  // ---- showing

  /// The probability, from 0 to 1.
  double share() {
    return (double) probability / CERTAIN;
  }

  /// The delay, in microseconds.
  long delayMicros() {
    return delay * Psched.TICK / 1000;
  }

  /// The rate that was measured, bytes a second.
  long rateBytes() {
    return (rate * SECOND) >> SCALE;
  }
}
