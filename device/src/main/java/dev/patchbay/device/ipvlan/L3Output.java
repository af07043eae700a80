package dev.patchbay.device.ipvlan;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// Sends packets of devices in mode l3 and l3s the way that the parent's namespace routes them, as
/// if they were its own and bound to the parent (`ipvlan_process_outbound`).
final class L3Output {
  private final NetDevice below;
  private final Flow flow = new Flow();

  L3Output(NetDevice below) {
    this.below = below;
  }

  /// Takes a frame, whose link header is at the head. Returns 0, or the number of the error that
  /// the sender is told.
  int send(Packet packet) {
    byte[] bytes = packet.bytes();
    int link = packet.head();
    int protocol = Ethernet.type(bytes, link);
    packet.scrub();
    packet.device(below);
    if (Mac.isMulticast(Ethernet.destination(bytes, link))) {
      return drop(packet, DropReason.IPVLAN_GROUP);
    }
    packet.network(packet.pull(Ethernet.HEADER));
    packet.link(Packet.UNSET);
    return switch (protocol) {
      case EtherType.IPV4 -> sendIpv4(packet);
      case EtherType.IPV6 -> sendIpv6(packet);
      default -> drop(packet, DropReason.UNHANDLED_PROTO);
    };
  }

  private int drop(Packet packet, DropReason reason) {
    below.netns().world().drop(packet, reason);
    return Errno.ENOBUFS.number();
  }

  private int sendIpv4(Packet packet) {
    byte[] bytes = packet.edit();
    int at = packet.network();
    flow.clear();
    flow.destinationHi = Ip.hi(Ipv4.destination(bytes, at));
    flow.sourceHi = Ip.hi(Ipv4.source(bytes, at));
    flow.tos = Ipv4.tos(bytes, at);
    Route route = route(Family.IPV4, packet);
    if (route == null || (route.type() != RouteType.UNICAST && route.type() != RouteType.LOCAL)) {
      return unroutable(packet);
    }
    packet.transport(Ipv4.payload(bytes, at));
    packet.destination(route);
    return told(IpStack.of(below.netns()).output().localOut(packet));
  }

  private int sendIpv6(Packet packet) {
    byte[] bytes = packet.edit();
    int at = packet.network();
    flow.clear();
    flow.destinationHi = Ipv6.destinationHi(bytes, at);
    flow.destinationLo = Ipv6.destinationLo(bytes, at);
    flow.sourceHi = Ipv6.sourceHi(bytes, at);
    flow.sourceLo = Ipv6.sourceLo(bytes, at);
    flow.flowLabel = Ipv6.flowLabel(bytes, at);
    Route route = route(Family.IPV6, packet);
    if (route == null || route.error() != 0) {
      return unroutable(packet);
    }
    packet.transport(at + Ipv6.HEADER);
    packet.destination(route);
    return told(Ip6.of(below.netns().machine()).output().localOut(packet));
  }

  private @Nullable Route route(Family family, Packet packet) {
    Netns netns = below.netns();
    flow.anySource = true;
    flow.output = below;
    flow.mark = packet.mark();
    return Fib.of(netns, family).output(flow);
  }

  private int unroutable(Packet packet) {
    below.statistics().txErrors++;
    return drop(packet, DropReason.IP_OUTNOROUTES);
  }

  private int told(int error) {
    if (error == 0) {
      return 0;
    }
    below.statistics().txErrors++;
    return Errno.ENOBUFS.number();
  }
}
