package dev.patchbay.stack.route;

import static dev.patchbay.stack.route.Ipv4Lookup.bits;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Scope;
import org.jspecify.annotations.Nullable;

/// How IPv4 packets made here find their way (`ip_route_output_key_hash`).
final class Ipv4Output {
  /// Prefixes shorter than this cannot be meant for groups.
  private static final int GROUP_PREFIX = 4;

  private final Ipv4Lookup lookup;
  private final Fib fib;

  Ipv4Output(Ipv4Lookup lookup, Fib fib) {
    this.lookup = lookup;
    this.fib = fib;
  }

  /// The way, or null with the flow's error.
  @Nullable Route find(Flow flow) {
    if (flow.sourceHi != 0 && !takeSource(flow)) {
      return null;
    }
    NetDevice device = flow.output;
    if (device != null) {
      InetDevice inet = InetDevice.inet(device);
      if (inet == null || !device.isUp()) {
        return Lookup.fail(flow, Errno.ENETUNREACH);
      }
      int destination = bits(flow.destinationHi);
      if (Ipv4.isLocalMulticast(destination)
          || destination == Ipv4.BROADCAST
          || flow.protocol == IpProtocol.IGMP) {
        takeSourceOf(device, Scope.LINK, flow);
        return onLink(inet, flow);
      }
      if (Ipv4.isMulticast(destination)) {
        takeSourceOf(device, Scope.GLOBAL, flow);
      } else if (destination == 0) {
        takeSourceOf(device, Scope.HOST, flow);
      }
    }
    return flow.destinationHi == 0 ? toItself(flow) : search(flow, device);
  }

  /// Whether the flow may have the source that it has. A group or everybody is reached by the
  /// source's device.
  private boolean takeSource(Flow flow) {
    int source = bits(flow.sourceHi);
    if (Ipv4.isMulticast(source) || source == Ipv4.BROADCAST || Ipv4.isZeroNet(source)) {
      flow.error = Errno.EINVAL.number();
      return false;
    }
    int destination = bits(flow.destinationHi);
    boolean toMany = Ipv4.isMulticast(destination) || destination == Ipv4.BROADCAST;
    boolean needsDevice = flow.output == null && toMany;
    if (!needsDevice && flow.anySource) {
      return true;
    }
    NetDevice owner = lookup.localDeviceOf(flow.sourceHi);
    if (owner == null) {
      flow.error = Errno.ENETUNREACH.number();
      return false;
    }
    if (needsDevice) {
      flow.output = owner;
    }
    return true;
  }

  private static void takeSourceOf(NetDevice device, int scope, Flow flow) {
    if (flow.sourceHi == 0) {
      flow.sourceHi = Ipv4Sources.select(device, 0, scope);
    }
  }

  /// To a group or everybody on the link of the device the sender named.
  private @Nullable Route onLink(InetDevice inet, Flow flow) {
    if (leaks(inet, flow)) {
      return Lookup.fail(flow, Errno.EINVAL);
    }
    boolean everybody = bits(flow.destinationHi) == Ipv4.BROADCAST;
    LinkRoutes routes = LinkRoutes.of(inet);
    return everybody ? routes.broadcast() : routes.multicast();
  }

  /// A packet to nobody stays here.
  private @Nullable Route toItself(Flow flow) {
    if (flow.sourceHi == 0) {
      flow.sourceHi = Ip.LOOPBACK4.hi();
    }
    flow.destinationHi = flow.sourceHi;
    NetDevice lo = fib.netns().loopback();
    InetDevice inet = InetDevice.inet(lo);
    return inet == null ? Lookup.fail(flow, Errno.EINVAL) : LinkRoutes.of(inet).local();
  }

  private @Nullable Route search(Flow flow, @Nullable NetDevice device) {
    int error = lookup.find(flow);
    Way way = flow.way;
    NextHop hop = flow.hop;
    if (error != 0 || way == null || hop == null) {
      return device == null || isRoutedElsewhere(flow)
          ? failAt(flow, error)
          : assumeOnLink(device, flow);
    }
    if (way.type == RouteType.LOCAL) {
      if (flow.sourceHi == 0) {
        Ip preferred = way.preferredSource;
        flow.sourceHi = preferred == null ? flow.destinationHi : preferred.hi();
      }
      return lookup.routeOf(way, hop);
    }
    if (way.hops.length > 1 && flow.output == null) {
      hop = lookup.choose(way, hop, flow);
      flow.hop = hop;
    }
    if (flow.sourceHi == 0) {
      flow.sourceHi = preferredSource(way, hop);
    }
    return leave(way, hop, flow);
  }

  /// In a domain of its own there are no other ways than those of its table.
  private static boolean isRoutedElsewhere(Flow flow) {
    return flow.domain != null && !Ipv4.isMulticast(bits(flow.destinationHi));
  }

  private static @Nullable Route failAt(Flow flow, int error) {
    flow.error = error;
    return null;
  }

  /// Whoever names a device may send by it even to where no route leads.
  private @Nullable Route assumeOnLink(NetDevice device, Flow flow) {
    flow.forgetRoute();
    takeSourceOf(device, Scope.LINK, flow);
    InetDevice inet = InetDevice.inet(device);
    if (inet == null || leaks(inet, flow)) {
      return Lookup.fail(flow, Errno.EINVAL);
    }
    LinkRoutes routes = LinkRoutes.of(inet);
    return Ipv4.isMulticast(bits(flow.destinationHi)) ? routes.multicast() : routes.unicast();
  }

  /// The source that goes with a next hop (`fib_result_prefsrc`), found anew when anything has
  /// changed.
  private long preferredSource(Way way, NextHop hop) {
    if (hop.sourceGeneration == fib.generation()) {
      return hop.source;
    }
    Ip preferred = way.preferredSource;
    Ip gateway = hop.gateway;
    long near = gateway == null || gateway.isV6() ? 0 : gateway.hi();
    hop.source =
        preferred == null ? Ipv4Sources.select(hop.device, near, way.scope) : preferred.hi();
    hop.sourceGeneration = fib.generation();
    return hop.source;
  }

  /// What leaves by the way that has been found (`__mkroute_output`).
  private @Nullable Route leave(Way way, NextHop hop, Flow flow) {
    InetDevice inet = InetDevice.inet(hop.device);
    if (inet == null || leaks(inet, flow)) {
      return Lookup.fail(flow, Errno.EINVAL);
    }
    int destination = bits(flow.destinationHi);
    if (destination == Ipv4.BROADCAST) {
      return LinkRoutes.of(inet).broadcast();
    }
    if (Ipv4.isMulticast(destination)) {
      FibEntry entry = flow.entry();
      boolean gatewayMeant = entry != null && entry.length() >= GROUP_PREFIX && hop.hasGateway();
      return gatewayMeant ? lookup.routeOf(way, hop) : LinkRoutes.of(inet).multicast();
    }
    return lookup.routeOf(way, hop);
  }

  /// Loopback addresses do not leave.
  private static boolean leaks(InetDevice inet, Flow flow) {
    return Ipv4.isLoopback(bits(flow.sourceHi))
        && !inet.device().isLoopback()
        && !inet.routeLocalnet();
  }
}
