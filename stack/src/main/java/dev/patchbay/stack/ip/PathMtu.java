package dev.patchbay.stack.ip;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteExceptions;
import dev.patchbay.stack.route.RouteSetting;

/// How large a packet may be on its way to a destination (RFC 1191), in bytes of header and
/// payload.
public final class PathMtu {
  private static final int LARGEST = 0xffff;
  private static final long SECOND = 1_000_000_000L;

  private final IpStack stack;
  private final Flow flow = new Flow();

  PathMtu(IpStack stack) {
    this.stack = stack;
  }

  /// What the path of a packet made here takes: what has been learned, or else what the route says
  /// (`ipv4_mtu`).
  public int of(Route route, int destination) {
    RouteExceptions exceptions = stack.exceptions();
    if (!exceptions.isEmpty()) {
      RouteExceptions.Entry known = exceptions.find(route, Ip.hi(destination), 0);
      if (known != null && known.mtu() != 0) {
        return known.mtu() - route.headroom();
      }
    }
    return Math.min(routeMtu(route), LARGEST) - route.headroom();
  }

  /// What a packet that is forwarded may have: what was learned is not trusted unless
  /// `ip_forward_use_pmtu` says so (`ip_dst_mtu_maybe_forward`).
  int forwarding(Route route, int destination) {
    if (stack.settings().forwardsByPathMtu() || isLocked(route, destination)) {
      return of(route, destination);
    }
    return Math.min(routeMtu(route), LARGEST) - route.headroom();
  }

  private static int routeMtu(Route route) {
    int own = route.mtuMetric();
    return own == 0 ? route.device().mtu() : own;
  }

  /// Whether nothing may be learned of the path, so that packets may be cut (`ip_mtu_locked`).
  public boolean isLocked(Route route, int destination) {
    if (route.isMtuLocked() || stack.exceptions().isEmpty()) {
      return route.isMtuLocked();
    }
    RouteExceptions.Entry known = stack.exceptions().find(route, Ip.hi(destination), 0);
    return known != null && known.isLocked();
  }

  /// Somebody on the path of `flow` says that it takes `mtu` bytes only (`__ip_rt_update_pmtu`).
  public void learn(Flow flow, int mtu) {
    Route route = stack.fib().output(flow);
    if (route == null) {
      return;
    }
    int destination = (int) (flow.destinationHi >>> 32);
    int old = of(route, destination);
    if (isLocked(route, destination) || old < mtu) {
      return;
    }
    int least = minimum();
    boolean locked = mtu < least;
    stack
        .exceptions()
        .mtu(
            route,
            flow.destinationHi,
            0,
            locked ? Math.min(old, least) : mtu,
            locked,
            stack.world().loop().now() + lifetime());
  }

  /// As [#learn], from an error about a packet that was sent here.
  public void learn(IcmpError error) {
    flow.clear();
    flow.destinationHi = Ip.hi(error.destination());
    flow.sourceHi = Ip.hi(error.source());
    flow.protocol = error.protocol();
    learn(flow, error.info());
  }

  /// A tunnel that the packet is sent into takes `mtu` bytes only (`ip_rt_update_pmtu`).
  public void learn(Packet packet, int mtu) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    Route route = Route.of(packet);
    long destination = Ip.hi(Ipv4.destination(bytes, at));
    long soon = stack.world().loop().now() + lifetime() / 2;
    if (stack.exceptions().isKnown(route.device(), destination, 0, mtu, soon)) {
      return;
    }
    flow.clear();
    flow.destinationHi = destination;
    flow.sourceHi = Ip.hi(Ipv4.source(bytes, at));
    flow.anySource = true;
    flow.output = route.device();
    flow.tos = Ipv4.tos(bytes, at);
    flow.mark = packet.mark();
    learn(flow, mtu);
  }

  private int minimum() {
    return stack.fib().setting(RouteSetting.MIN_PMTU);
  }

  /// In nanoseconds.
  private long lifetime() {
    return stack.fib().setting(RouteSetting.MTU_EXPIRES) * SECOND;
  }
}
