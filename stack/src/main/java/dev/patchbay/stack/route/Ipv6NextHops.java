package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes an IPv6 route of a request, or says why it can be none (`ip6_route_info_create`,
/// `fib6_nh_init`).
final class Ipv6NextHops {
  private static final long SECOND = 1_000_000_000L;

  /// The metric of a route that names none (`IP6_RT_PRIO_USER`).
  private static final int METRIC = 1024;

  private final Fib fib;

  Ipv6NextHops(Fib fib) {
    this.fib = fib;
  }

  private static NetlinkException invalid(String message) {
    return new NetlinkException(Errno.EINVAL, message);
  }

  /// The entry the request asks for, not yet in its table.
  FibEntry create(RouteRequest request, Prefix destination, int table) throws NetlinkException {
    Nexthop nexthop =
        request.nextHopId == 0 ? null : Nexthops.named(fib.netns(), request.nextHopId);
    RouteType type = request.type == RouteType.UNSPEC ? RouteType.UNICAST : request.type;
    Way way = new Way(table, type);
    way.metrics = MetricChecks.checked(request.metrics);
    way.protocol = request.protocol == 0 ? RouteProtocol.BOOT : request.protocol;
    way.metric = request.metric == 0 ? METRIC : request.metric;
    way.preference = request.preference == null ? RoutePreference.MEDIUM : request.preference;
    if (nexthop == null) {
      way.hops = hopsOf(request, way, destination);
    } else {
      NexthopChecks.checkRoute(nexthop, Family.IPV6, request.scope);
      nexthop.lead(way);
    }
    Ip preferred = request.preferredSource;
    if (preferred != null && !preferred.isUnspecified()) {
      checkPreferredSource(preferred, way.hops[0].device);
      way.preferredSource = preferred;
    }
    Prefix source = request.source;
    return new Ipv6FibEntry(
        destination,
        source == null || source.length() == 0 ? null : source.network(),
        way,
        expiry(request));
  }

  /// The hop of a nexthop object (`nh_create_ipv6`).
  NextHop hop(@Nullable NetDevice device, @Nullable Ip gateway, int flags, boolean blackhole)
      throws NetlinkException {
    RouteType type = blackhole ? RouteType.BLACKHOLE : RouteType.UNICAST;
    Prefix anywhere = new Prefix(Ip.ANY6, 0);
    NextHop hop = hop(device, gateway, 1, flags, new Way(RouteTable.MAIN, type), anywhere);
    hop.scope = Scope.LINK;
    return hop;
  }

  private long expiry(RouteRequest request) {
    return (request.expires == 0 && !request.expiring) || request.expires == -1
        ? 0
        : now() + Integer.toUnsignedLong(request.expires) * SECOND;
  }

  private long now() {
    return fib.netns().world().loop().now();
  }

  private NextHop[] hopsOf(RouteRequest request, Way way, Prefix destination)
      throws NetlinkException {
    if (request.hops.isEmpty()) {
      NextHop only = hop(request.device, request.gateway, 1, request.flags, way, destination);
      only.encap = request.encap;
      return new NextHop[] {only};
    }
    List<NextHop> hops = new ArrayList<>(request.hops.size());
    for (RouteRequest.Hop asked : request.hops) {
      NetDevice device = asked.device == null ? request.device : asked.device;
      NextHop hop = hop(device, asked.gateway, asked.weight, asked.flags, way, destination);
      if (!hop.hasGateway()) {
        throw invalid("Device only routes can not be added for IPv6 using the multipath API.");
      }
      for (NextHop other : hops) {
        if (other.leadsTheSame(hop)) {
          throw new NetlinkException(Errno.EEXIST);
        }
      }
      hop.encap = asked.encap;
      hops.add(hop);
    }
    return hops.toArray(NextHop[]::new);
  }

  private NextHop hop(
      @Nullable NetDevice device,
      @Nullable Ip gateway,
      int weight,
      int flags,
      Way way,
      Prefix destination)
      throws NetlinkException {
    checkDevice(device, flags);
    if (way.error != 0) {
      return new NextHop(loopback(), null, weight, 0);
    }
    if (gateway != null) {
      return gatewayHop(fib, device, gateway, weight, flags, way.table);
    }
    if (device == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    way.rejects = leadsInACircle(device, way, destination);
    return usable(new NextHop(device, null, weight, flags), way.type != RouteType.LOCAL);
  }

  private static void checkDevice(@Nullable NetDevice device, int flags) throws NetlinkException {
    if (device != null && InetDevice.inet6(device) == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    if ((flags & NextHopFlags.ONLINK) != 0) {
      if (device == null) {
        throw new NetlinkException(Errno.ENODEV, "Nexthop device required for onlink.");
      }
      if (!device.isUp()) {
        throw new NetlinkException(Errno.ENETDOWN, "Nexthop device is not up.");
      }
    }
  }

  /// Routes by `lo` that are not for the namespace itself would lead nowhere (`fib6_is_reject`).
  private static boolean leadsInACircle(NetDevice device, Way way, Prefix destination) {
    return device.isLoopback()
        && !destination.address().isLoopback()
        && way.type != RouteType.LOCAL;
  }

  private NetDevice loopback() throws NetlinkException {
    NetDevice lo = fib.netns().loopback();
    if (InetDevice.inet6(lo) == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    return lo;
  }

  private static NextHop usable(NextHop hop, boolean watchesCarrier) throws NetlinkException {
    InetDevice part = InetDevice.inet6(hop.device);
    if (part == null || part.isDisabled()) {
      throw new NetlinkException(Errno.EACCES, "IPv6 is disabled on nexthop device.");
    }
    if (!hop.device.isUp()) {
      throw new NetlinkException(Errno.ENETDOWN, "Nexthop device is not up.");
    }
    if (watchesCarrier && !hop.device.hasCarrier()) {
      hop.flags |= NextHopFlags.LINKDOWN;
    }
    return hop;
  }

  // ---- gateways

  /// A next hop of IPv6 for a route of IPv4.
  static NextHop gatewayHop(
      Netns netns, @Nullable NetDevice device, Ip gateway, int weight, int flags)
      throws NetlinkException {
    checkDevice(device, flags);
    Fib fib = Fib.of(netns, Family.IPV6);
    return gatewayHop(fib, device, gateway, weight, flags, RouteTable.MAIN);
  }

  /// `ip6_validate_gw`.
  private static NextHop gatewayHop(
      Fib fib, @Nullable NetDevice asked, Ip gateway, int weight, int flags, int table)
      throws NetlinkException {
    if (asked != null && isOwn(fib, gateway, asked)) {
      throw invalid("Gateway can not be a local address.");
    }
    NetDevice device = asked;
    if (!gateway.isLinkLocal()) {
      if (gateway.isMulticast() || gateway.isUnspecified()) {
        throw invalid("Invalid gateway address.");
      }
      if ((flags & NextHopFlags.ONLINK) == 0) {
        device = deviceTo(fib, asked, gateway, table);
      } else if (asked != null) {
        checkOnLink(fib, asked, gateway);
      }
    }
    if (device == null) {
      throw invalid("Egress device not specified.");
    }
    if (device.isLoopback()) {
      throw invalid("Egress device can not be loopback device for this route.");
    }
    if (asked == null && isOwn(fib, gateway, device)) {
      throw invalid("Gateway can not be a local address.");
    }
    return usable(new NextHop(device, gateway, weight, flags), true);
  }

  /// Whether the namespace has the address itself; a link-local one counts on its device only.
  private static boolean isOwn(Fib fib, Ip address, NetDevice device) {
    NetDevice where = address.isLinkLocal() ? device : null;
    return Addresses.of(fib.netns()).find(Family.IPV6, address.hi(), address.lo(), where) != null;
  }

  /// The device that leads to a gateway directly (`ip6_route_check_nh`).
  private static NetDevice deviceTo(Fib fib, @Nullable NetDevice asked, Ip gateway, int table)
      throws NetlinkException {
    Ipv6Lookup lookup = (Ipv6Lookup) fib.lookup();
    Flow flow = flowTo(gateway);
    FibTable own = fib.table(table == RouteTable.UNSPEC ? RouteTable.MAIN : table);
    int error = own == null ? Lookup.NOTHING : lookup.find(own, flow, asked, true);
    NetDevice device = error == 0 ? direct(flow) : null;
    if (device == null || (asked != null && device != asked)) {
      error = lookup.find(flowTo(gateway, flow), asked, true);
      device = error == 0 ? direct(flow) : null;
    }
    if (device == null || (asked != null && device != asked)) {
      throw new NetlinkException(Errno.EHOSTUNREACH);
    }
    return device;
  }

  private static Flow flowTo(Ip gateway) {
    return flowTo(gateway, new Flow());
  }

  private static Flow flowTo(Ip gateway, Flow flow) {
    flow.clear();
    flow.destinationHi = gateway.hi();
    flow.destinationLo = gateway.lo();
    flow.ignoresLinkstate = true;
    return flow;
  }

  private static @Nullable NetDevice direct(Flow flow) {
    NextHop hop = flow.hop;
    return hop == null || hop.hasGateway() ? null : hop.device;
  }

  /// A gateway said to be on the link must not be known to be elsewhere
  /// (`ip6_route_check_nh_onlink`).
  private static void checkOnLink(Fib fib, NetDevice device, Ip gateway) throws NetlinkException {
    Flow flow = flowTo(gateway);
    int error = ((Ipv6Lookup) fib.lookup()).find(fib.main(), flow, device, false);
    FibEntry entry = flow.entry;
    NextHop hop = flow.hop;
    if (error != 0 || entry == null || hop == null || entry.length() == 0) {
      return;
    }
    if (entry.type() != RouteType.UNICAST || hop.device != device) {
      throw invalid("Nexthop has invalid gateway or device mismatch.");
    }
  }

  /// The preferred source is an address of the namespace, a near one of the device
  /// (`ipv6_chk_addr`).
  private void checkPreferredSource(Ip preferred, NetDevice device) throws NetlinkException {
    NetDevice where = preferred.isLinkLocal() || preferred.isLoopback() ? device : null;
    InterfaceAddress address =
        Addresses.of(fib.netns()).find(Family.IPV6, preferred.hi(), preferred.lo(), where);
    if (address == null || address.isTentative()) {
      throw invalid("Invalid source address.");
    }
  }
}
