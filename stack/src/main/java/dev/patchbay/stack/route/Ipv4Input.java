package dev.patchbay.stack.route;

import static dev.patchbay.stack.route.Ipv4Lookup.bits;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.address.Listening;
import org.jspecify.annotations.Nullable;

/// How IPv4 packets that came in find their way (`ip_route_input_slow`).
final class Ipv4Input {
  private final Ipv4Lookup lookup;
  private final Fib fib;

  Ipv4Input(Ipv4Lookup lookup, Fib fib) {
    this.lookup = lookup;
    this.fib = fib;
  }

  /// The way, or null with the reason in the flow.
  @Nullable Route find(Flow flow) {
    NetDevice device = flow.input;
    InetDevice inet = device == null ? null : InetDevice.inet(device);
    if (inet == null) {
      return martian(flow, DropReason.IP_INADDRERRORS);
    }
    int destination = bits(flow.destinationHi);
    int source = bits(flow.sourceHi);
    if (Ipv4.isMulticast(destination)) {
      return toGroup(inet, flow, destination, source);
    }
    if (Ipv4.isMulticast(source) || source == Ipv4.BROADCAST) {
      return martian(flow, DropReason.IP_INVALID_SOURCE);
    }
    if (destination == Ipv4.BROADCAST || (source | destination) == 0) {
      return toEverybody(inet, flow);
    }
    if (Ipv4.isZeroNet(source)) {
      return martian(flow, DropReason.IP_INVALID_SOURCE);
    }
    if (Ipv4.isZeroNet(destination)) {
      return martian(flow, DropReason.IP_INADDRERRORS);
    }
    if ((Ipv4.isLoopback(destination) || Ipv4.isLoopback(source)) && !inet.routeLocalnet()) {
      return martian(flow, DropReason.IP_LOCALNET);
    }
    return search(inet, flow);
  }

  private static @Nullable Route martian(Flow flow, DropReason reason) {
    flow.refusal = reason;
    return Lookup.fail(flow, Errno.EINVAL);
  }

  private @Nullable Route search(InetDevice inet, Flow flow) {
    int error = lookup.find(flow);
    Way way = flow.way;
    NextHop hop = flow.hop;
    if (error != 0 || way == null || hop == null) {
      return inet.forwarding() ? lookup.rejection(error, way) : notForwarding(flow);
    }
    return switch (way.type) {
      case BROADCAST ->
          inet.both(Ipv4Setting.BC_FORWARDING)
              ? direct(inet, flow, hop)
              : toEverybody(inet, flow, lookup.routeOf(way, hop));
      case LOCAL ->
          SourceValidation.validate(lookup, inet, flow, null) < 0 ? null : lookup.routeOf(way, hop);
      case UNICAST -> inet.forwarding() ? forward(inet, flow, way, hop) : notForwarding(flow);
      default ->
          inet.forwarding() ? martian(flow, DropReason.IP_INADDRERRORS) : notForwarding(flow);
    };
  }

  private Route notForwarding(Flow flow) {
    flow.forgetRoute();
    return fib.noRoute(Errno.EHOSTUNREACH.number());
  }

  /// What is passed on (`ip_mkroute_input`).
  private @Nullable Route forward(InetDevice inet, Flow flow, Way way, NextHop found) {
    NextHop hop = found;
    if (way.hops.length > 1) {
      hop = lookup.choose(way, found, flow);
      flow.hop = hop;
    }
    InetDevice out = InetDevice.inet(hop.device);
    if (out == null) {
      return martian(flow, DropReason.IP_INADDRERRORS);
    }
    int near = SourceValidation.validate(lookup, inet, flow, hop.device);
    if (near < 0) {
      return null;
    }
    flow.redirect = out == inet && near > 0 && out.sendRedirects() && knowsGateway(out, flow, hop);
    return lookup.routeOf(way, hop);
  }

  /// A broadcast is sent on to its network; what came by a broadcast itself ends there.
  private @Nullable Route direct(InetDevice inet, Flow flow, NextHop hop) {
    InetDevice out = InetDevice.inet(hop.device);
    if (out == null) {
      return martian(flow, DropReason.IP_INADDRERRORS);
    }
    boolean sound = SourceValidation.validate(lookup, inet, flow, hop.device) >= 0;
    return sound ? LinkRoutes.of(out).directed() : null;
  }

  /// Whether the sender could use the next hop itself.
  private static boolean knowsGateway(InetDevice out, Flow flow, NextHop hop) {
    Ip gateway = hop.gateway;
    long near = gateway == null || gateway.isV6() ? 0 : gateway.hi();
    return out.sharedMedia() || Ipv4Sources.isOnLink(out.device(), flow.sourceHi, near);
  }

  private @Nullable Route toEverybody(InetDevice inet, Flow flow) {
    return toEverybody(inet, flow, LinkRoutes.of(inet).broadcast());
  }

  private @Nullable Route toEverybody(InetDevice inet, Flow flow, Route route) {
    boolean sound =
        Ipv4.isZeroNet(bits(flow.sourceHi))
            || SourceValidation.validate(lookup, inet, flow, null) >= 0;
    return sound ? route : null;
  }

  /// Whether the device is a member of the group, or stands for a domain that is.
  private static boolean isMember(InetDevice inet, long group) {
    NetDevice domain = L3Master.of(inet.device());
    InetDevice its = domain == null ? null : InetDevice.inet(domain);
    return inet.isMember(group, 0) || (its != null && its.isMember(group, 0));
  }

  /// To a group that the device listens to (`ip_route_input_mc`).
  private @Nullable Route toGroup(InetDevice inet, Flow flow, int destination, int source) {
    Listening listening = inet.listening();
    boolean wanted = listening == null || listening.wants(flow.destinationHi, flow.sourceHi);
    if (!isMember(inet, flow.destinationHi) || !wanted) {
      return martian(flow, DropReason.IP_INADDRERRORS);
    }
    if (Ipv4.isMulticast(source) || source == Ipv4.BROADCAST) {
      return martian(flow, DropReason.IP_INVALID_SOURCE);
    }
    if (Ipv4.isLoopback(source) && !inet.routeLocalnet()) {
      return martian(flow, DropReason.IP_LOCALNET);
    }
    if (Ipv4.isZeroNet(source)) {
      return Ipv4.isLocalMulticast(destination)
          ? LinkRoutes.of(inet).multicast()
          : martian(flow, DropReason.IP_INVALID_SOURCE);
    }
    return SourceValidation.validate(lookup, inet, flow, null) < 0
        ? null
        : LinkRoutes.of(inet).multicast();
  }
}
