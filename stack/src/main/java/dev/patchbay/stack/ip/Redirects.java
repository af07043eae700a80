package dev.patchbay.stack.ip;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;

/// A router names a better gateway (RFC 792, RFC 1122 section 3.2.2.2, `__ip_do_redirect`). It is
/// believed when it is the gateway itself that speaks and the settings allow it.
final class Redirects {
  /// How long it is believed (`ip_rt_gc_timeout`), in nanoseconds.
  private static final long LIFETIME = 300_000_000_000L;

  private Redirects() {}

  static void receive(IpStack stack, Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int gateway = Icmp.gateway(bytes, packet.head());
    int router = Ipv4.source(bytes, packet.network());
    boolean known = (Icmp.code(bytes, packet.head()) & 7) <= Icmp.REDIRECT_HOST_TOS;
    packet.pull(Icmp.HEADER);
    if (!Ipv4.headerFits(bytes, packet.head(), packet.tail())) {
      stack.counters().count(IcmpCounter.IN_ERRORS);
      stack.world().drop(packet, DropReason.PKT_TOO_SMALL);
      return;
    }
    InetDevice inet = InetDevice.inet(device);
    if (known && inet != null && isAcceptable(stack, inet, gateway, router)) {
      believe(stack, packet, device, gateway, router);
    }
    stack.world().consume(packet);
  }

  private static boolean isAcceptable(IpStack stack, InetDevice inet, int gateway, int router) {
    if (gateway == router
        || !inet.acceptRedirects()
        || Ipv4.isMulticast(gateway)
        || gateway == Ipv4.BROADCAST
        || Ipv4.isZeroNet(gateway)) {
      return false;
    }
    if (inet.sharedMedia()) {
      return stack.fib().addressType(Ip.hi(gateway), 0) == RouteType.UNICAST;
    }
    return stack.fib().isOnLink(inet.device(), Ip.hi(gateway))
        && stack.fib().isOnLink(inet.device(), Ip.hi(router))
        && !inet.either(Ipv4Setting.SECURE_REDIRECTS);
  }

  private static void believe(
      IpStack stack, Packet packet, NetDevice device, int gateway, int router) {
    Flow flow = new Flow();
    flow.destinationHi = Ip.hi(Ipv4.destination(packet.bytes(), packet.head()));
    flow.sourceHi = Ip.hi(Ipv4.source(packet.bytes(), packet.head()));
    flow.tos = Ipv4.tos(packet.bytes(), packet.head());
    flow.anySource = true;
    Route route = stack.fib().output(flow);
    if (route == null || route.device() != device || route.gatewayHi() != Ip.hi(router)) {
      return;
    }
    Neighbour neighbour = stack.neighbours().obtain(device, Ip.hi(gateway), 0);
    if (neighbour == null) {
      return;
    }
    if (!neighbour.is(NeighbourState.VALID)) {
      neighbour.use();
    } else {
      long expires = stack.world().loop().now() + LIFETIME;
      stack.exceptions().gateway(route, flow.destinationHi, 0, Ip.hi(gateway), 0, expires);
    }
  }
}
