package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.stack.address.InetDevice;
import org.jspecify.annotations.Nullable;

/// How one family finds routes.
abstract sealed class Lookup permits Ipv4Lookup, Ipv6Lookup {
  /// No route was found, and none that forbids the way.
  static final int NOTHING = -1;

  final Fib fib;

  Lookup(Fib fib) {
    this.fib = fib;
  }

  abstract @Nullable Route output(Flow flow);

  abstract @Nullable Route input(Flow flow);

  abstract RouteType addressType(long hi, long lo);

  /// Asks one table: 0, the error of a route that forbids the way, or [#NOTHING].
  abstract int ask(FibTable table, Flow flow);

  /// What a packet carries that goes the way that has been found.
  final Route routeOf(Way way, NextHop hop) {
    Route route = hop.route;
    if (route == null) {
      NetDevice device = way.leadsHere() ? fib.netns().loopback() : hop.device;
      int error = way.rejects ? Errno.ENETUNREACH.number() : 0;
      route = new Route(fib.family(), way.type, device, way, hop, error);
      hop.route = route;
    }
    return route;
  }

  /// What a packet carries that finds no way, or a route that forbids it.
  final Route rejection(int error, @Nullable FibEntry entry) {
    if (entry == null) {
      return fib.noRoute(error);
    }
    Way way = entry.way;
    Route route = way.rejection;
    if (route == null) {
      route = new Route(fib.family(), way.type, fib.netns().loopback(), way, null, error);
      way.rejection = route;
    }
    return route;
  }

  /// There is no way: the flow says why.
  static @Nullable Route fail(Flow flow, Errno error) {
    flow.error = error.number();
    return null;
  }

  /// Which of several next hops a flow takes: by a hash of the flow, weighted; those that are dead
  /// are left out.
  final NextHop choose(FibEntry entry, NextHop found, Flow flow) {
    Nexthop nexthop = entry.way.nexthop;
    if (nexthop != null && nexthop.buckets != null) {
      return ofBucket(entry, nexthop, nexthop.buckets, found, flow);
    }
    int total = 0;
    for (NextHop hop : entry.way.hops) {
      total += isUsable(hop) ? hop.weight : 0;
    }
    if (total == 0) {
      return found;
    }
    int left = (int) Long.remainderUnsigned(hash(flow), total);
    for (NextHop hop : entry.way.hops) {
      left -= isUsable(hop) ? hop.weight : 0;
      if (left < 0) {
        return hop;
      }
    }
    return found;
  }

  /// The next hop that the flow's bucket of a resilient group belongs to.
  private NextHop ofBucket(
      FibEntry entry, Nexthop group, ResilientTable buckets, NextHop found, Flow flow) {
    Nexthop owner = buckets.choose(hash(flow), fib.netns().world().loop().now());
    NextHop[] hops = entry.way.hops;
    for (int i = 0; i < hops.length && i < group.members.length; i++) {
      if (group.members[i].nexthop() == owner) {
        return hops[i];
      }
    }
    return found;
  }

  private boolean isUsable(NextHop hop) {
    return !hop.has(NextHopFlags.DEAD)
        && !(hop.has(NextHopFlags.LINKDOWN) && ignoresLinkdown(hop.device));
  }

  final boolean ignoresLinkdown(NetDevice device) {
    InetDevice part = InetDevice.of(device, fib.family());
    return part != null && part.ignoreRoutesWithLinkdown();
  }

  /// Addresses alone (policy 0), or ports and protocol too (policy 1).
  private long hash(Flow flow) {
    long hash = mix(flow.sourceHi ^ fib.hashSeed()) + flow.sourceLo;
    hash = mix(hash ^ flow.destinationHi) + flow.destinationLo;
    if (fib.setting(RouteSetting.FIB_MULTIPATH_HASH_POLICY) == 1) {
      long ports = (long) flow.sourcePort << 16 | flow.destinationPort;
      hash = mix(hash ^ ports << 8 ^ flow.protocol);
    }
    return mix(hash) >>> 1;
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    long b = (a ^ a >>> 27) * 0x94d0_49bb_1331_11ebL;
    return b ^ b >>> 31;
  }
}
