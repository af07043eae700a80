package dev.patchbay.stack.ip6;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteExceptions;
import dev.patchbay.stack.route.RouteMetrics;
import dev.patchbay.stack.route.RouteSetting;
import org.jspecify.annotations.Nullable;

/// How large a packet may be on its way to a destination (RFC 8201), in bytes of header and
/// payload.
public final class Ip6PathMtu {
  private static final long SECOND = 1_000_000_000L;

  private final Netns netns;
  private final RouteExceptions exceptions;
  private final Flow flow = new Flow();

  Ip6PathMtu(Netns netns) {
    this.netns = netns;
    this.exceptions = RouteExceptions.of(netns, Family.IPV6);
  }

  /// What the path of a packet made here takes: what has been learned, or else what the route says
  /// (`ip6_mtu`).
  public int of(Route route, long hi, long lo) {
    int most = route.mtu();
    if (exceptions.isEmpty()) {
      return most;
    }
    RouteExceptions.Entry known = exceptions.find(route, hi, lo);
    return known == null || known.mtu() == 0 ? most : Math.min(known.mtu(), most);
  }

  /// What has been learned of the destination behind the route, or null.
  RouteExceptions.@Nullable Entry exception(Route route, long hi, long lo) {
    return exceptions.isEmpty() ? null : exceptions.find(route, hi, lo);
  }

  /// What lies behind the route of a packet that was to go to its destination takes `mtu` bytes
  /// only (`skb_dst_update_pmtu_no_confirm`).
  public void learn(Packet packet, int mtu) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    long hi = Ipv6.destinationHi(bytes, ip);
    long lo = Ipv6.destinationLo(bytes, ip);
    if (mtu < of(Route.of(packet), hi, lo)) {
      learn(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip), hi, lo, mtu);
    }
  }

  /// A router on the path from one of our addresses says that it takes `mtu` bytes only
  /// (`__ip6_rt_update_pmtu`).
  void learn(long sourceHi, long sourceLo, long hi, long lo, int mtu) {
    flow.clear();
    flow.destinationHi = hi;
    flow.destinationLo = lo;
    flow.sourceHi = sourceHi;
    flow.sourceLo = sourceLo;
    Fib fib = Fib.of(netns, Family.IPV6);
    Route route = fib.output(flow);
    if (route == null || mtu < Ipv6.MIN_MTU || mtu >= of(route, hi, lo) || isLocked(route)) {
      return;
    }
    long lifetime = fib.setting(RouteSetting.MTU_EXPIRES) * SECOND;
    exceptions.mtu(route, hi, lo, mtu, false, netns.world().loop().now() + lifetime);
  }

  private static boolean isLocked(Route route) {
    return route.metrics().isLocked(RouteMetrics.MTU);
  }
}
