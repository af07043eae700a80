package dev.patchbay.stack.ip;

import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Icmp;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// How much ICMP a namespace sends: to anybody `icmp_msgs_per_sec` with a burst, to one host one
/// message every `icmp_ratelimit` with a burst of six; types that `icmp_ratemask` does not name are
/// free.
final class IcmpLimits {
  private static final int JIFFIES_PER_SECOND = 100;

  /// Tokens come in portions of so many jiffies at least.
  private static final int PORTION = 2;

  private static final int KNOWN_TYPES = 18;

  private final IpStack stack;
  private @Nullable RandomStream random;
  private long credit;
  private long stamp;

  IcmpLimits(IpStack stack) {
    this.stack = stack;
  }

  /// `icmpv4_mask_allow`: whether the message is not limited at all. Path MTU discovery never is.
  private boolean isFree(int type, int code) {
    return type > KNOWN_TYPES
        || (type == Icmp.UNREACHABLE && code == Icmp.FRAGMENTATION_NEEDED)
        || (stack.settings().get(IpSetting.ICMP_RATEMASK) >>> type & 1) == 0;
  }

  /// Whether the namespace may send one more (`icmpv4_global_allow`).
  boolean allowsAnybody(int type, int code) {
    if (isFree(type, code) || credit > 0 || refill()) {
      return true;
    }
    stack.counters().count(IcmpCounter.OUT_RATE_LIMIT_GLOBAL);
    return false;
  }

  private boolean refill() {
    long now = stack.peers().now();
    long passed = Math.min(now - stamp, JIFFIES_PER_SECOND);
    long more = passed * stack.settings().get(IpSetting.ICMP_MSGS_PER_SEC) / JIFFIES_PER_SECOND;
    if (passed < PORTION || more == 0) {
      return false;
    }
    stamp = now;
    credit = Math.min(credit + more, stack.settings().get(IpSetting.ICMP_MSGS_BURST));
    return true;
  }

  /// Whether `host` may be sent one more by the route (`icmpv4_xrlim_allow`).
  boolean allows(Route route, int host, int type, int code) {
    if (isFree(type, code)) {
      return true;
    }
    long interval = Math.ceilDiv(stack.settings().get(IpSetting.ICMP_RATELIMIT), 10);
    if (!route.device().isLoopback() && !stack.peers().allows(host, interval)) {
      stack.counters().count(IcmpCounter.OUT_RATE_LIMIT_HOST);
      return false;
    }
    consume();
    return true;
  }

  /// Whether a reply may go out, by both limits.
  boolean allowsReply(Route route, int host, int type) {
    return isFree(type, 0) || (allowsAnybody(type, 0) && allows(route, host, type, 0));
  }

  /// One on the average, so that nobody outside can count (`icmp_global_consume`).
  private void consume() {
    RandomStream known = random;
    if (known == null) {
      known = stack.netns().random("icmp/limit");
      random = known;
    }
    credit -= known.nextInt(3);
  }
}
