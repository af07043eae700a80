package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.InetDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Routes as they are told to whoever asks (`fib_dump_info`, `rt6_fill_node`).
final class Snapshots {
  private static final long CENTISECOND = 10_000_000L;
  private static final long MOST_CENTISECONDS = Integer.MAX_VALUE;

  private Snapshots() {}

  /// The entry, said to be of `table`.
  static RouteSnapshot of(Fib fib, FibEntry entry, int table) {
    List<RouteSnapshot.Hop> hops = new ArrayList<>(entry.way.hops.length);
    if (entry.way.nexthop == null || Nexthops.areCompatible(fib.netns())) {
      for (NextHop hop : entry.way.hops) {
        hops.add(of(fib, entry, hop));
      }
    }
    int flags = hops.size() == 1 ? hops.getFirst().flags() : 0;
    return of(fib, entry, table, hops, flags);
  }

  private static RouteSnapshot of(
      Fib fib, FibEntry entry, int table, List<RouteSnapshot.Hop> hops, int flags) {
    Nexthop nexthop = entry.way.nexthop;
    return new RouteSnapshot(
        entry.family(),
        nexthop != null && nexthop.endsPackets() ? RouteType.BLACKHOLE : entry.type(),
        entry.destination(),
        entry.source(),
        entry.tos(),
        table,
        entry.protocol(),
        entry.scope(),
        flags,
        hops,
        entry.preferredSource(),
        entry.metric(),
        entry.metrics(),
        entry.family() == Family.IPV6 ? entry.way.preference : null,
        entry.expires() != 0,
        secondsLeft(fib, entry),
        nexthop == null ? 0 : nexthop.id,
        entry.way.realms,
        null);
  }

  static RouteSnapshot.Hop of(Fib fib, FibEntry entry, NextHop hop) {
    InetDevice part = InetDevice.of(hop.device, fib.family());
    boolean ignores = part != null && part.ignoreRoutesWithLinkdown();
    @Nullable Ip gateway = hop.gateway;
    return new RouteSnapshot.Hop(
        gateway,
        hop.device.name(),
        hop.device.index(),
        hop.weight,
        hop.shownFlags(ignores) & (NextHopFlags.DEAD | NextHopFlags.LINKDOWN | NextHopFlags.ONLINK),
        hop.encap);
  }

  /// As the kernel tells them: hundredths of a second in 32 bits.
  static int secondsLeft(Fib fib, @Nullable FibEntry entry) {
    if (entry == null || entry.expires() == 0) {
      return 0;
    }
    long left = (entry.expires() - fib.netns().world().loop().now()) / CENTISECOND;
    return (int) (Math.clamp(left, -MOST_CENTISECONDS, MOST_CENTISECONDS) / 100);
  }
}
