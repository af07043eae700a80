package dev.patchbay.device.tunnel6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.device.tunnel.TunnelStages;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.Ip6Header;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.ip6.Ip6Output;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// How tunnels give what they have wrapped to IPv6 of the namespace they were made in: the way out,
/// the outer header, the counters. Both are used again for the next packet.
public final class Tunnel6Output implements NetnsPart {
  private static final Key<Tunnel6Output> KEY = new Key<>(Tunnel6Output::new);

  /// What the way is looked up by.
  public final Flow flow = new Flow();

  /// What the outer header says.
  public final Ip6Header header = new Ip6Header();

  private final Netns netns;
  private final Fib fib;
  private final Ip6Output output;

  private Tunnel6Output(Netns netns) {
    this.netns = netns;
    this.fib = Fib.of(netns, Family.IPV6);
    this.output = Ip6.of(netns.machine()).output();
  }

  /// The way out of tunnels that were made in the namespace.
  public static Tunnel6Output of(Netns netns) {
    return netns.part(KEY);
  }

  /// The way that the flow says, or null.
  public @Nullable Route route() {
    Route route = fib.output(flow);
    return route == null || route.error() != 0 ? null : route;
  }

  /// The largest outer packet that may go the way that was found.
  public int mtu(Route route) {
    return Ip6Netns.of(netns).pathMtu().of(route, flow.destinationHi, flow.destinationLo);
  }

  /// The way inside takes no more than `mtu` bytes.
  public static void learn(Netns netns, Packet packet, int mtu) {
    Ip6Netns.of(netns).pathMtu().learn(packet, mtu);
  }

  /// Begins the header as the flow says.
  public void begin(Route route, int hopLimit) {
    header.of(flow, route);
    header.trafficClass = flow.tos;
    header.hopLimit = hopLimit;
    header.flowLabel = flow.flowLabel;
  }

  /// Sends the wrapped packet; it is gone afterwards. Counts it with `bytes` at the tunnel
  /// (`ip6tunnel_xmit`).
  public void transmit(Packet packet, NetDevice tunnel, int bytes) {
    packet.scrub(tunnel.netns() != netns);
    if (packet.trace() != null) {
      String from = Ip.format(header.sourceHi, header.sourceLo);
      String to = Ip.format(header.destinationHi, header.destinationLo);
      netns.world().note(packet, netns, new TunnelStages.Encapsulated(tunnel.name(), from, to));
    }
    int error = output.send(packet, header);
    if (error == 0) {
      tunnel.statistics().txPackets++;
      tunnel.statistics().txBytes += bytes;
    } else {
      tunnel.statistics().txErrors++;
    }
  }
}
