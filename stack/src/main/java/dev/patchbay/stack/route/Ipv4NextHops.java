package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Scope;
import org.jspecify.annotations.Nullable;

/// Makes an IPv4 route of a request, or says why it can be none (`fib_create_info`,
/// `fib_check_nh`).
final class Ipv4NextHops {
  private static final String INVALID_GATEWAY = "Nexthop has invalid gateway.";

  private final Fib fib;
  private final Ipv4Lookup lookup;

  Ipv4NextHops(Fib fib, Ipv4Lookup lookup) {
    this.fib = fib;
    this.lookup = lookup;
  }

  private static NetlinkException invalid(String message) {
    return new NetlinkException(Errno.EINVAL, message);
  }

  /// The way of the route that the request asks for.
  Way create(RouteRequest request, Prefix destination, int table) throws NetlinkException {
    RouteType type = request.type;
    if (type.widest() > request.scope) {
      throw invalid("Invalid scope.");
    }
    if ((request.flags & (NextHopFlags.DEAD | NextHopFlags.LINKDOWN)) != 0) {
      throw invalid("Invalid rtm_flags - can not contain DEAD or LINKDOWN.");
    }
    Nexthop nexthop =
        request.nextHopId == 0 ? null : Nexthops.named(fib.netns(), request.nextHopId);
    Way way = new Way(table, type);
    way.scope = request.scope;
    way.protocol = request.protocol;
    way.metric = request.metric;
    way.realms = request.realms;
    way.metrics = MetricChecks.checked(request.metrics);
    if (nexthop != null) {
      if (type.error() == null) {
        NexthopChecks.checkRoute(nexthop, Family.IPV4, request.scope);
      }
      nexthop.lead(way);
    } else if (type.error() == null) {
      way.hops = hopsOf(request, table);
    } else if (request.gateway != null || request.device != null || !request.hops.isEmpty()) {
      throw invalid("Gateway, device and multipath can not be specified for this route type.");
    }
    Ip preferred = request.preferredSource;
    if (preferred != null && !preferred.isUnspecified()) {
      checkPreferredSource(preferred, request, destination, table);
      way.preferredSource = preferred;
    }
    return way;
  }

  /// The hop of a nexthop object (`nh_create_ipv4`).
  NextHop hop(@Nullable NetDevice device, @Nullable Ip gateway, int flags) throws NetlinkException {
    return hop(device, gateway, 1, flags, Scope.GLOBAL, RouteTable.MAIN);
  }

  private NextHop[] hopsOf(RouteRequest request, int table) throws NetlinkException {
    switch (request.type) {
      case UNICAST, LOCAL, BROADCAST, ANYCAST, MULTICAST -> {}
      default -> throw invalid("Invalid route type.");
    }
    if (request.scope > Scope.HOST) {
      throw invalid("Invalid scope.");
    }
    if (request.hops.isEmpty()) {
      NextHop only = hop(request.device, request.gateway, 1, request.flags, request.scope, table);
      only.encap = request.encap;
      return new NextHop[] {only};
    }
    if (request.scope == Scope.HOST && request.hops.size() > 1) {
      throw invalid("Route with host scope can not have multiple nexthops.");
    }
    NextHop[] hops = new NextHop[request.hops.size()];
    for (int i = 0; i < hops.length; i++) {
      RouteRequest.Hop asked = request.hops.get(i);
      hops[i] = hop(asked.device, asked.gateway, asked.weight, asked.flags, request.scope, table);
      hops[i].encap = asked.encap;
    }
    return hops;
  }

  private NextHop hop(
      @Nullable NetDevice device, @Nullable Ip asked, int weight, int flags, int scope, int table)
      throws NetlinkException {
    Ip gateway = asked == null || (asked.isUnspecified() && asked.isV4()) ? null : asked;
    if (scope == Scope.HOST) {
      return hostHop(device, gateway, weight, flags);
    }
    if (gateway == null) {
      return linkHop(device, weight, flags);
    }
    if (gateway.isV6()) {
      return ipv6Hop(device, gateway, weight, flags);
    }
    return (flags & NextHopFlags.ONLINK) != 0
        ? onLinkHop(device, gateway, weight, flags, scope)
        : gatewayHop(device, gateway, weight, flags, scope, table);
  }

  private static NextHop hostHop(
      @Nullable NetDevice device, @Nullable Ip gateway, int weight, int flags)
      throws NetlinkException {
    if (gateway != null) {
      throw invalid("Route with host scope can not have a gateway.");
    }
    if (device == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    NextHop hop = new NextHop(device, null, weight, flags);
    hop.scope = Scope.NOWHERE;
    return hop;
  }

  private static NextHop linkHop(@Nullable NetDevice device, int weight, int flags)
      throws NetlinkException {
    if ((flags & (NextHopFlags.PERVASIVE | NextHopFlags.ONLINK)) != 0) {
      throw invalid("Invalid flags for nexthop - PERVASIVE and ONLINK can not be set.");
    }
    if (device == null || InetDevice.inet(device) == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    if (!device.isUp()) {
      throw new NetlinkException(Errno.ENETDOWN, "Device for nexthop is not up.");
    }
    return withCarrier(new NextHop(device, null, weight, flags), Scope.HOST);
  }

  private static NextHop withCarrier(NextHop hop, int scope) {
    hop.scope = scope;
    hop.flags |= hop.device.hasCarrier() ? 0 : NextHopFlags.LINKDOWN;
    return hop;
  }

  private NextHop ipv6Hop(@Nullable NetDevice device, Ip gateway, int weight, int flags)
      throws NetlinkException {
    NextHop hop = Ipv6NextHops.gatewayHop(fib.netns(), device, gateway, weight, flags);
    hop.scope = Scope.LINK;
    return hop;
  }

  private NextHop onLinkHop(
      @Nullable NetDevice device, Ip gateway, int weight, int flags, int scope)
      throws NetlinkException {
    if (scope >= Scope.LINK) {
      throw invalid("Nexthop has invalid scope.");
    }
    if (device == null) {
      throw new NetlinkException(Errno.ENODEV, "Nexthop device required for onlink.");
    }
    if (!device.isUp()) {
      throw new NetlinkException(Errno.ENETDOWN, "Nexthop device is not up.");
    }
    if (fib.addressType(gateway.hi(), device) != RouteType.UNICAST) {
      throw invalid(INVALID_GATEWAY);
    }
    return withCarrier(new NextHop(device, gateway, weight, flags), Scope.LINK);
  }

  /// The gateway itself must be reached by a route that is nearer.
  private NextHop gatewayHop(
      @Nullable NetDevice device, Ip gateway, int weight, int flags, int scope, int table)
      throws NetlinkException {
    Flow flow = new Flow();
    flow.destinationHi = gateway.hi();
    flow.scope = Math.max(scope + 1, Scope.LINK);
    flow.output = device;
    flow.ignoresLinkstate = true;
    FibTable own = table == RouteTable.MAIN ? null : fib.table(table);
    int error = own == null ? Lookup.NOTHING : lookup.find(own, flow);
    if (error != 0) {
      error = lookup.find(flow);
    }
    Way way = flow.way;
    NextHop hop = flow.hop;
    if (error != 0 || way == null || hop == null) {
      throw new NetlinkException(errno(error), INVALID_GATEWAY);
    }
    if (way.type != RouteType.UNICAST && way.type != RouteType.LOCAL) {
      throw invalid(INVALID_GATEWAY);
    }
    if (!hop.device.isUp()) {
      throw new NetlinkException(Errno.ENETDOWN);
    }
    return withCarrier(new NextHop(hop.device, gateway, weight, flags), way.scope);
  }

  static Errno errno(int number) {
    for (Errno errno : Errno.values()) {
      if (errno.number() == number) {
        return errno;
      }
    }
    return Errno.ENETUNREACH;
  }

  /// The preferred source is an address of the namespace, or the very one the local route is for
  /// (`fib_valid_prefsrc`).
  private void checkPreferredSource(
      Ip preferred, RouteRequest request, Prefix destination, int table) throws NetlinkException {
    boolean itself = request.type == RouteType.LOCAL && destination.address().equals(preferred);
    if (itself) {
      return;
    }
    FibTable own = fib.table(table == RouteTable.MAIN ? RouteTable.LOCAL : table);
    boolean local =
        lookup.addressType(preferred.hi(), own) == RouteType.LOCAL
            || lookup.addressType(preferred.hi(), 0) == RouteType.LOCAL;
    if (!local) {
      throw invalid("Invalid prefsrc address.");
    }
  }
}
