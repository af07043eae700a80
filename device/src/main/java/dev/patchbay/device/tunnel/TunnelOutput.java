package dev.patchbay.device.tunnel;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpHeader;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// How tunnels give what they have wrapped to IPv4 of the namespace they were made in
/// (`ip_tunnel_xmit`, `udp_tunnel_xmit_skb`): the way out, the outer header, the counters.
///
/// Fill in [#flow], ask for the [#route], then fill in what else [#header] is to say, and
/// [#transmit]. Both are used again for the next packet, which may be this one in another tunnel.
public final class TunnelOutput implements NetnsPart {
  private static final Key<TunnelOutput> KEY = new Key<>(TunnelOutput::new);

  /// What the way is looked up by.
  public final Flow flow = new Flow();

  /// What the outer header says.
  public final IpHeader header = new IpHeader();

  private final Netns netns;
  private final IpStack stack;
  private final Fib fib;

  private TunnelOutput(Netns netns) {
    this.netns = netns;
    this.stack = IpStack.of(netns);
    this.fib = Fib.of(netns, Family.IPV4);
  }

  /// The way out of tunnels that were made in the namespace.
  public static TunnelOutput of(Netns netns) {
    return netns.part(KEY);
  }

  /// Finds the way that the flow says, and begins the header with it. Null when there is none, or
  /// it leads into the tunnel itself, which is counted; the packet is still the caller's.
  public @Nullable Route route(NetDevice tunnel) {
    return begin(tunnel, fib.output(flow), flow.sourceHi, flow.destinationHi, flow.protocol);
  }

  /// As [#route(NetDevice)]; what is found is remembered.
  public @Nullable Route route(NetDevice tunnel, RecentWay way) {
    Route found = way.lookUp(flow, fib);
    return begin(tunnel, found, flow.sourceHi, flow.destinationHi, flow.protocol);
  }

  /// Whether what is remembered still holds, so that no flow needs to be filled in: without mark
  /// and type of service, to `destinationHi` and, if that is not 0, from `sourceHi`.
  public boolean knows(RecentWay way, long destinationHi, long sourceHi) {
    return way.holds(fib, destinationHi, sourceHi);
  }

  /// As [#route(NetDevice)], what is remembered.
  public @Nullable Route recent(NetDevice tunnel, RecentWay way, long destinationHi, int protocol) {
    return begin(tunnel, way.route(), way.sourceHi(), destinationHi, protocol);
  }

  private @Nullable Route begin(
      NetDevice tunnel, @Nullable Route found, long sourceHi, long destinationHi, int protocol) {
    Route route = found;
    if (route == null) {
      tunnel.statistics().txCarrierErrors++;
    } else if (route.device() == tunnel) {
      tunnel.statistics().collisions++;
      route = null;
    }
    header.clear();
    header.route = route;
    header.source = (int) (sourceHi >>> 32);
    header.destination = (int) (destinationHi >>> 32);
    header.protocol = protocol;
    return route;
  }

  /// The largest outer packet that may go the way that was found.
  public int mtu(Route route) {
    return stack.pathMtu().of(route, header.destination);
  }

  /// Sends the wrapped packet, whose checksum says what is known of the outer one; it is gone
  /// afterwards. Counts it with `bytes` at the tunnel (`iptunnel_xmit`).
  public void transmit(Packet packet, NetDevice tunnel, int bytes) {
    packet.scrub(tunnel.netns() != netns);
    Route route = header.route;
    if (header.dontFragment && route != null) {
      header.dontFragment = !stack.pathMtu().isLocked(route, header.destination);
    }
    if (packet.trace() != null) {
      String from = Ip.format(header.source);
      String to = Ip.format(header.destination);
      netns.world().note(packet, netns, new TunnelStages.Encapsulated(tunnel.name(), from, to));
    }
    int error = stack.output().send(packet, header);
    if (error == 0) {
      tunnel.statistics().txPackets++;
      tunnel.statistics().txBytes += bytes;
    } else {
      tunnel.statistics().txDropped++;
    }
  }

  // ---- what the sender inside is told

  /// Whether the packet inside, of so many bytes, fits into `mtu`; its way remembers that size, and
  /// if it does not fit its sender is told, while the packet stays the caller's
  /// (`tnl_update_pmtu`).
  static boolean fits(Packet packet, NetDevice tunnel, int etherType, int bytes, int mtu) {
    Route route = (Route) packet.destination();
    if (etherType == EtherType.IPV4) {
      if (route != null && route.family() == Family.IPV4) {
        IpStack.of(tunnel).pathMtu().learn(packet, mtu);
      }
      if (mtu < bytes
          && packet.segmentSize() == 0
          && Ipv4.dontFragment(packet.bytes(), packet.network())) {
        IpStack.of(tunnel)
            .icmp()
            .send(packet, tunnel, Icmp.UNREACHABLE, Icmp.FRAGMENTATION_NEEDED, mtu);
        return false;
      }
    } else if (etherType == EtherType.IPV6
        && mtu >= Ipv6.MIN_MTU
        && mtu < bytes
        && packet.segmentSize() == 0) {
      Ip6.of(tunnel.netns().machine()).icmp().error(packet, tunnel, Icmpv6.PACKET_TOO_BIG, 0, mtu);
      return false;
    }
    return true;
  }

  /// The tunnel's other end cannot be reached: the sender inside is told (`dst_link_failure`). The
  /// packet stays the caller's.
  static void linkFailure(Packet packet, NetDevice tunnel) {
    Route route = (Route) packet.destination();
    if (route == null) {
      return;
    }
    if (route.family() == Family.IPV4) {
      IpStack.of(tunnel).icmp().send(packet, tunnel, Icmp.UNREACHABLE, Icmp.HOST_UNREACHABLE, 0);
    } else {
      Ip6.of(tunnel.netns().machine())
          .icmp()
          .error(packet, tunnel, Icmpv6.UNREACHABLE, Icmpv6.ADDRESS_UNREACHABLE, 0);
    }
  }

  /// Drops a packet that could not be sent, counted as an error. Returns 0: its sender is not told
  /// that way.
  public static int fail(Packet packet, NetDevice tunnel, DropReason reason) {
    tunnel.statistics().txErrors++;
    tunnel.netns().world().drop(packet, reason);
    return 0;
  }
}
