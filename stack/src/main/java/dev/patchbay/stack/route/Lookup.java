package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Scope;
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
      NetDevice device = way.leadsHere() ? L3Master.loopback(hop.device) : hop.device;
      int error = way.rejects ? Errno.ENETUNREACH.number() : 0;
      route = new Route(fib.family(), way.type, device, way, hop, error);
      hop.route = route;
    }
    return route;
  }

  /// What a packet carries that finds no way, or a route that forbids it.
  final Route rejection(int error, @Nullable Way way) {
    if (way == null) {
      return fib.noRoute(error);
    }
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

  /// Which of several next hops a flow takes (`fib_select_multipath`): by a hash of the flow, each
  /// as often as its weight says; those that are dead are left out.
  final NextHop choose(Way way, NextHop found, Flow flow) {
    long hash = fib.multipathHash().of(flow);
    Nexthop nexthop = way.nexthop;
    if (nexthop != null && nexthop.buckets != null) {
      return ofBucket(way, nexthop, nexthop.buckets, found, hash);
    }
    NextHop[] hops = way.hops;
    int total = 0;
    for (NextHop hop : hops) {
      total += isUsable(hop) ? hop.weight : 0;
    }
    boolean asksNeighbours = fib.setting(RouteSetting.FIB_MULTIPATH_USE_NEIGH) > 0;
    NextHop first = null;
    int left = (int) ((hash * total) >>> MultipathHash.BITS);
    for (NextHop hop : hops) {
      boolean usable = isUsable(hop);
      left -= usable ? hop.weight : 0;
      if (!usable || (asksNeighbours && isSilent(hop))) {
        continue;
      }
      first = first == null ? hop : first;
      if (left < 0) {
        return hop;
      }
    }
    return first == null ? found : first;
  }

  /// Whether the gateway is known not to answer (`fib_good_nh`).
  private boolean isSilent(NextHop hop) {
    Ip gateway = hop.gateway;
    return gateway != null
        && gateway.isV4()
        && hop.scope == Scope.LINK
        && MachineRoutes.of(fib.netns().machine())
            .gatewayReachability()
            .hasFailed(hop.device, gateway.hi(), 0);
  }

  /// The next hop that the flow's bucket of a resilient group belongs to.
  private NextHop ofBucket(
      Way way, Nexthop group, ResilientTable buckets, NextHop found, long hash) {
    Nexthop owner = buckets.choose(hash, fib.netns().world().loop().now());
    NextHop[] hops = way.hops;
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
}
