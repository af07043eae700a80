package dev.patchbay.stack.ip;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;

/// Packets whose sender says by which hosts they go (RFC 791 section 3.1, RFC 1812 section 5.2.4.1;
/// `ip_options_rcv_srr`). Such a packet is addressed to the next of those hosts. Each one, if its
/// settings let it, finds the route to the one after; as the packet leaves, the address it leaves
/// by takes the place in the option of the one it is addressed to from then on.
final class SourceRoute {
  /// Where a header's destination is, for messages about it.
  private static final int DESTINATION = 16;

  private final IpStack stack;
  private final World world;
  private final Flow flow = new Flow();

  SourceRoute(IpStack stack) {
    this.stack = stack;
    this.world = stack.world();
  }

  /// Finds the route to the next of the hosts, if the packet is for this one. False when it goes no
  /// further: it is gone then. Its bytes may be written.
  boolean follow(Packet packet, NetDevice device, IpOptions options) {
    InetDevice inet = InetDevice.inet(device);
    if (inet != null && !inet.both(Ipv4Setting.ACCEPT_SOURCE_ROUTE)) {
      Martians.logSourceRoute(packet, device);
      return dropped(packet);
    }
    if (packet.type() != Packet.Type.HOST) {
      return dropped(packet);
    }
    Route route = Route.of(packet);
    return switch (route.type()) {
      case LOCAL -> followHere(packet, device, options);
      case UNICAST -> !options.isStrict() || problem(packet, device, DESTINATION);
      default -> dropped(packet);
    };
  }

  private boolean followHere(Packet packet, NetDevice device, IpOptions options) {
    for (int i = 0; i < options.hopsLeft(); i++) {
      int next = options.hop(i);
      if (!routeTo(next, packet, device)) {
        return dropped(packet);
      }
      if (Route.of(packet).type() != RouteType.LOCAL) {
        packet.flags(packet.flags() | IpFlags.SOURCE_ROUTED);
        return true;
      }
      Ipv4.destination(packet.bytes(), packet.network(), next);
    }
    return !options.endsInHalfHop() || problem(packet, device, options.hopPointer());
  }

  private boolean routeTo(int next, Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    flow.clear();
    flow.destinationHi = Ip.hi(next);
    flow.sourceHi = Ip.hi(Ipv4.source(bytes, at));
    flow.tos = Ipv4.tos(bytes, at);
    flow.mark = packet.mark();
    flow.input = device;
    Route route = stack.fib().input(flow);
    if (route == null
        || (route.type() != RouteType.UNICAST && route.type() != RouteType.LOCAL)
        || route.error() != 0) {
      return false;
    }
    packet.destination(route);
    return true;
  }

  private boolean problem(Packet packet, NetDevice device, int octet) {
    stack.icmp().send(packet, device, Icmp.PARAMETER_PROBLEM, 0, octet << 24);
    return dropped(packet);
  }

  private boolean dropped(Packet packet) {
    world.drop(packet, DropReason.IP_INHDR);
    return false;
  }

  /// Whether the next of the hosts should be a neighbour, but a router leads to it.
  static boolean isBroken(Packet packet, Route route) {
    return (packet.flags() & IpFlags.SOURCE_ROUTED) != 0
        && route.hasGateway()
        && Ipv4.option(packet.bytes(), packet.network(), Ipv4.OPTION_STRICT_ROUTE) >= 0;
  }

  /// The packet goes on to the next host, and leaves this one's address in its place
  /// (`ip_forward_options`). The bytes may be written; the checksum is the caller's.
  void leave(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    IpOptions options = IpOptions.read(bytes, at);
    for (int i = 0; i < options.hopsLeft(); i++) {
      if (!stack.output().isLocal(options.hop(i))) {
        Ipv4.destination(bytes, at, options.hop(i));
        options.passed(i, stack.output().sourceTowards(packet, device));
        return;
      }
    }
  }
}
