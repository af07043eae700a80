package dev.patchbay.stack.ip6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteExceptions;
import org.jspecify.annotations.Nullable;

/// A router tells a host of a better first hop (RFC 4861 section 8; `ndisc_send_redirect`,
/// `rt6_do_redirect`).
final class Redirection {
  private static final long FOREVER = Long.MAX_VALUE;

  private final NeighbourTable table;
  private final NeighbourSender sender;
  private final Flow flow = new Flow();

  Redirection(NeighbourTable table, NeighbourSender sender) {
    this.table = table;
    this.sender = sender;
  }

  // ---- as a router

  /// A packet leaves by the device it came by: its sender is told of the next hop, if that is not
  /// too often.
  void tell(Packet packet, NetDevice device, Route route) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    long destinationHi = Ipv6.destinationHi(bytes, ip);
    long destinationLo = Ipv6.destinationLo(bytes, ip);
    long targetHi = route.hasGateway() ? route.gatewayHi() : destinationHi;
    long targetLo = route.hasGateway() ? route.gatewayLo() : destinationLo;
    Icmp6Settings limits = Icmp6Settings.of(device.netns());
    InetDevice inet = InetDevice.inet6(device);
    InterfaceAddress own = inet == null ? null : NeighbourDiscoveryProtocol.linkLocal(inet);
    boolean possible =
        limits.allowsRedirect(destinationHi, destinationLo)
            && own != null
            && (!route.hasGateway() || Ipv6.isLinkLocal(targetHi))
            && isOnLink(packet, device, own)
            && limits.allowsRedirect(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip));
    if (!possible || own == null) {
      return;
    }
    Neighbour neighbour = table.obtain(device, targetHi, targetLo);
    if (neighbour != null) {
      boolean known = neighbour.is(NeighbourState.VALID);
      sender.redirect(packet, device, own, targetHi, targetLo, known ? neighbour.address() : 0);
    }
  }

  /// Whether the packet's sender is a neighbour.
  private boolean isOnLink(Packet packet, NetDevice device, InterfaceAddress own) {
    flow.clear();
    flow.destinationHi = Ipv6.sourceHi(packet.bytes(), packet.network());
    flow.destinationLo = Ipv6.sourceLo(packet.bytes(), packet.network());
    flow.sourceHi = own.localHi();
    flow.sourceLo = own.localLo();
    flow.output = device;
    flow.protocol = IpProtocol.ICMPV6;
    Route back = Fib.of(device.netns(), Family.IPV6).output(flow);
    return back != null && back.error() == 0 && !back.hasGateway();
  }

  // ---- as a host

  /// Takes a redirect that is well-formed; returns why it is refused, or null.
  @Nullable DropReason receive(Packet packet, byte[] bytes, int ip, int at, NetDevice device) {
    InetDevice inet = InetDevice.inet6(device);
    long targetHi = NeighbourDiscovery.targetHi(bytes, at);
    long targetLo = NeighbourDiscovery.targetLo(bytes, at);
    long hi = NeighbourDiscovery.destinationHi(bytes, at);
    long lo = NeighbourDiscovery.destinationLo(bytes, at);
    boolean onLink = hi == targetHi && lo == targetLo;
    boolean wrong =
        inet == null
            || !Ipv6.isLinkLocal(Ipv6.sourceHi(bytes, ip))
            || Ipv6.isMulticast(hi)
            || (!onLink && !Ipv6.isLinkLocal(targetHi));
    if (wrong || inet == null) {
      return DropReason.ND_MALFORMED;
    }
    if (inet.forwarding() || inet.setting(Ipv6Setting.ACCEPT_REDIRECTS) == 0) {
      return DropReason.ICMP_IGNORED;
    }
    Route route = currentWay(packet, bytes, ip, at, device);
    Neighbour neighbour = route == null ? null : table.obtain(device, targetHi, targetLo);
    if (route == null || neighbour == null) {
      return DropReason.ICMP_IGNORED;
    }
    int option =
        NeighbourDiscovery.option(bytes, at, packet.tail(), NeighbourOption.TARGET_ADDRESS);
    neighbour.hear(
        option >= 0 ? NeighbourOption.mac(bytes, option) : Neighbour.KNOWN_ADDRESS,
        NeighbourState.STALE,
        Neighbour.WEAK_OVERRIDE
            | Neighbour.OVERRIDE
            | (onLink ? 0 : Neighbour.OVERRIDE_ISROUTER | Neighbour.ISROUTER));
    RouteExceptions.of(device.netns(), Family.IPV6)
        .gateway(route, hi, lo, targetHi, targetLo, FOREVER);
    return null;
  }

  /// The way of the quoted packet, if it leads by the router that speaks; else null.
  private @Nullable Route currentWay(
      Packet packet, byte[] bytes, int ip, int at, NetDevice device) {
    int option =
        NeighbourDiscovery.option(bytes, at, packet.tail(), NeighbourOption.REDIRECTED_HEADER);
    int quoted = option + NeighbourOption.HEADER;
    boolean quotes = option >= 0 && Ipv6.headerFits(bytes, quoted, packet.tail());
    flow.clear();
    flow.destinationHi = NeighbourDiscovery.destinationHi(bytes, at);
    flow.destinationLo = NeighbourDiscovery.destinationLo(bytes, at);
    flow.sourceHi = quotes ? Ipv6.sourceHi(bytes, quoted) : Ipv6.destinationHi(bytes, ip);
    flow.sourceLo = quotes ? Ipv6.sourceLo(bytes, quoted) : Ipv6.destinationLo(bytes, ip);
    flow.output = device;
    Netns netns = device.netns();
    Route route = Fib.of(netns, Family.IPV6).output(flow);
    if (route == null || route.error() != 0 || route.device() != device) {
      return null;
    }
    RouteExceptions.Entry known =
        RouteExceptions.of(netns, Family.IPV6).find(route, flow.destinationHi, flow.destinationLo);
    long routerHi = route.gatewayHi();
    long routerLo = route.gatewayLo();
    if (known != null && known.hasGateway()) {
      routerHi = known.gatewayHi();
      routerLo = known.gatewayLo();
    }
    boolean speaks = routerHi == Ipv6.sourceHi(bytes, ip) && routerLo == Ipv6.sourceLo(bytes, ip);
    return speaks && route.hasGateway() ? route : null;
  }
}
