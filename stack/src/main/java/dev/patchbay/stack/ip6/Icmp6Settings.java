package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.Sweep;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.FibEntry;
import dev.patchbay.stack.route.Route;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a namespace says about ICMPv6 (`net/ipv6/icmp`), and how often it has told whom: one error
/// a second to a destination after a burst of six, more to those behind short prefixes
/// (`icmpv6_xrlim_allow`, `inet_peer_xrlim_allow`).
final class Icmp6Settings implements NetnsPart {
  private static final Key<Icmp6Settings> KEY = new Key<>(Icmp6Settings::new);
  private static final long MILLISECOND = 1_000_000;
  private static final int BURST = 6;

  /// Who was not told anything for so long is like one never heard of, in nanoseconds.
  private static final long FORGET = 60_000 * MILLISECOND;

  /// How many destinations are remembered.
  private static final int MOST = 1024;

  private record Destination(long hi, long lo) {}

  /// How much time a destination has saved up, and since when, in nanoseconds.
  private record Bucket(long tokens, long last) {}

  private final Netns netns;
  private final Sweep sweep;

  /// In the order in which they were last asked for.
  private final Map<Destination, Bucket> buckets = new LinkedHashMap<>(0);

  private int ratelimit = 1000;

  /// Which types are limited: errors, but for those of path MTU discovery.
  private BitSet limited = RateMask.initial();

  private boolean ignoreAll;
  private boolean ignoreMulticast;
  private boolean ignoreAnycast;

  private Icmp6Settings(Netns netns) {
    this.netns = netns;
    this.sweep = new Sweep(netns.world().loop(), netns.machine().number(), FORGET, this::forgetOld);
  }

  static Icmp6Settings of(Netns netns) {
    return netns.part(KEY);
  }

  /// Adds the files.
  static void load(Machine machine) {
    List<Sysctl<Icmp6Settings>> settings =
        List.of(
            Sysctl.integer(
                "echo_ignore_all", 0, 1, s -> s.ignoreAll ? 1 : 0, (s, v) -> s.ignoreAll = v != 0),
            Sysctl.integer(
                "echo_ignore_anycast",
                0,
                1,
                s -> s.ignoreAnycast ? 1 : 0,
                (s, v) -> s.ignoreAnycast = v != 0),
            Sysctl.integer(
                "echo_ignore_multicast",
                0,
                1,
                s -> s.ignoreMulticast ? 1 : 0,
                (s, v) -> s.ignoreMulticast = v != 0),
            Sysctl.integer(
                "ratelimit", 0, Integer.MAX_VALUE, s -> s.ratelimit, (s, v) -> s.ratelimit = v),
            Sysctl.of("ratemask", s -> RateMask.text(s.limited), Icmp6Settings::writeMask));
    machine.sysctls().add("net/ipv6/icmp", settings, Icmp6Settings::of);
  }

  boolean ignoresEcho(boolean multicast, boolean anycast) {
    return ignoreAll || (multicast && ignoreMulticast) || (anycast && ignoreAnycast);
  }

  private static void writeMask(Icmp6Settings settings, String text) throws FileException {
    settings.limited = RateMask.parse(text);
  }

  /// Whether the destination may be told once more now.
  boolean allows(int type, long hi, long lo, Route route) {
    if (!limited.get(type) || route.device().isLoopback() || ratelimit == 0) {
      return true;
    }
    long price = ratelimit * MILLISECOND;
    FibEntry entry = Fib.of(netns, Family.IPV6).entryOf(route, hi, lo);
    int length = entry == null ? 128 : entry.destination().length();
    price >>= (128 - length) >> 5;
    boolean allowed = take(new Destination(hi, lo), price);
    if (!allowed) {
      Ip6Counters.of(route.device()).count(Ip6Counter.ICMP_OUT_RATE_LIMIT_HOST);
    }
    return allowed;
  }

  /// Whether a redirect about or to the address may be sent now: one a second.
  boolean allowsRedirect(long hi, long lo) {
    return take(new Destination(hi, lo), 1000 * MILLISECOND);
  }

  private boolean take(Destination destination, long price) {
    long now = netns.world().loop().now();
    Bucket bucket = buckets.getOrDefault(destination, new Bucket(BURST * price, now));
    long tokens = Math.min(bucket.tokens + now - bucket.last, BURST * price);
    boolean allowed = tokens >= price;
    remember(destination, new Bucket(allowed ? tokens - price : tokens, now));
    return allowed;
  }

  private void remember(Destination destination, Bucket bucket) {
    buckets.remove(destination);
    if (buckets.size() == MOST) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    buckets.put(destination, bucket);
    sweep.begin();
  }

  private boolean forgetOld() {
    long before = netns.world().loop().now() - FORGET;
    Iterator<Bucket> all = buckets.values().iterator();
    while (all.hasNext() && all.next().last <= before) {
      all.remove();
    }
    return !buckets.isEmpty();
  }

  /// How many destinations are remembered.
  int remembered() {
    return buckets.size();
  }

  @Override
  public void tearDown() {
    sweep.stop();
  }
}
