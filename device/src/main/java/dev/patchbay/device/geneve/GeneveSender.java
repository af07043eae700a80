package dev.patchbay.device.geneve;

import dev.patchbay.core.DropReason;
import dev.patchbay.device.geneve.GeneveConfig.Df;
import dev.patchbay.device.tunnel.FlowHash;
import dev.patchbay.device.tunnel.TunnelOutput;
import dev.patchbay.device.tunnel6.Tunnel6Output;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Geneve;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// The way out of a Geneve device (`geneve_xmit`).
final class GeneveSender {
  private static final int PORTS = 65534;

  /// The bits of the type of service that routes are looked up by (`RT_TOS`).
  private static final int ROUTE_TOS = 0x1e;

  private final GeneveDevice device;

  // What the outer headers of the packet at hand are to say.
  private Ip destination = Ip.ANY4;
  private Ip source = Ip.ANY4;
  private int network;
  private int port;
  private int tos;
  private int ttl;
  private int label;
  private boolean dontFragment;
  private boolean checksum;

  // What the packet at hand is.
  private int etherType;
  private int field;

  GeneveSender(GeneveDevice device) {
    this.device = device;
  }

  /// Sends the frame. What goes wrong is counted; nobody is told.
  int transmit(Packet packet) {
    Checksum.resolve(packet);
    GeneveConfig config = device.config();
    read(packet);
    if (config.external()) {
      TunnelKey key = Route.tunnelKey(packet);
      if (key == null || !key.isOutgoing()) {
        return TunnelOutput.fail(packet, device, DropReason.TUNNEL_NO_REMOTE);
      }
      take(key);
    } else {
      take(config, packet);
    }
    int hash = FlowHash.of(packet.bytes(), packet.head(), packet.tail());
    int from = 1 + (int) (((hash & 0xffff_ffffL) * PORTS) >>> 32);
    return destination.isV6() ? send6(packet, from) : send4(packet, from);
  }

  /// Sets the network header to what the frame holds.
  private void read(Packet packet) {
    byte[] bytes = packet.bytes();
    boolean raw = device.config().inheritsProtocol();
    int inner = packet.head() + device.headerLength();
    etherType = raw ? packet.protocol() : Ethernet.type(bytes, packet.head());
    packet.network(inner);
    if (!Ecn.hasField(bytes, inner, packet.tail(), etherType)) {
      etherType = 0;
    }
    field = etherType == 0 ? 0 : Ecn.field(bytes, inner, packet.tail(), etherType);
  }

  private void take(GeneveConfig config, Packet packet) {
    destination = config.remote();
    source = destination.isV6() ? Ip.ANY6 : Ip.ANY4;
    network = config.network();
    port = config.port();
    tos = config.tos() == 1 ? field : config.tos();
    ttl = config.inheritsTtl() ? innerTtl(packet) : config.ttl();
    label = config.label();
    dontFragment = config.df() == Df.SET || (config.df() == Df.INHERIT && innerDf(packet));
    checksum = config.checksum();
  }

  private void take(TunnelKey key) {
    destination = key.destination();
    source = key.source();
    network = (int) key.id() & (Geneve.NETWORKS - 1);
    port = key.destinationPort() == 0 ? device.config().port() : key.destinationPort();
    tos = key.tos();
    ttl = key.ttl();
    label = key.label();
    dontFragment = key.has(TunnelKey.DONT_FRAGMENT);
    checksum = key.has(TunnelKey.CHECKSUM);
  }

  private int innerTtl(Packet packet) {
    return switch (etherType) {
      case EtherType.IPV4 -> Ipv4.ttl(packet.bytes(), packet.network());
      case EtherType.IPV6 -> Ipv6.hopLimit(packet.bytes(), packet.network());
      default -> 0;
    };
  }

  private boolean innerDf(Packet packet) {
    return etherType == EtherType.IPV6
        || (etherType == EtherType.IPV4 && Ipv4.dontFragment(packet.bytes(), packet.network()));
  }

  // ---- what is the same above both families

  private void fillFlow(Flow flow, Packet packet) {
    flow.clear();
    flow.destinationHi = destination.hi();
    flow.destinationLo = destination.lo();
    flow.sourceHi = source.hi();
    flow.sourceLo = source.lo();
    flow.tos = tos & ROUTE_TOS;
    flow.mark = packet.mark();
    flow.protocol = IpProtocol.UDP;
  }

  private static int headers() {
    return Udp.HEADER + Geneve.HEADER;
  }

  /// The way inside remembers how much fits, so that what follows is smaller
  /// (`skb_tunnel_check_pmtu`).
  private void learnSize(Packet packet, int mtu) {
    Route inside = (Route) packet.destination();
    if (inside == null || packet.tail() - packet.network() <= mtu) {
      return;
    }
    if (etherType == EtherType.IPV4 && inside.family() == Family.IPV4) {
      IpStack.of(device).pathMtu().learn(packet, mtu);
    } else if (etherType == EtherType.IPV6 && inside.family() == Family.IPV6) {
      Tunnel6Output.learn(device.netns(), packet, mtu);
    }
  }

  /// Puts the Geneve and UDP headers before the frame.
  private void wrap(Packet packet, int from) {
    boolean raw = device.config().inheritsProtocol();
    Geneve.push(packet, raw ? packet.protocol() : EtherType.TEB, network);
    Udp.push(packet, from, port);
  }

  private void seal(Packet packet, long pseudo) {
    if (checksum) {
      Udp.fillChecksum(packet.bytes(), packet.head(), pseudo);
    }
    packet.checksum(checksum ? Packet.ChecksumState.UNNECESSARY : Packet.ChecksumState.NONE);
  }

  // ---- above IPv4

  private int send4(Packet packet, int from) {
    TunnelOutput out = TunnelOutput.of(device.underlay());
    fillFlow(out.flow, packet);
    Route route = out.route(device);
    if (route == null) {
      return TunnelOutput.fail(packet, device, DropReason.IP_OUTNOROUTES);
    }
    learnSize(packet, out.mtu(route) - Ipv4.HEADER - headers() - device.headerLength());
    out.header.tos = Ecn.encapsulate(tos, field);
    out.header.ttl = ttl;
    out.header.dontFragment = dontFragment;
    int counted = packet.tail() - packet.network();
    wrap(packet, from);
    int source4 = out.header.source;
    int destination4 = out.header.destination;
    seal(packet, Checksum.pseudo(source4, destination4, IpProtocol.UDP, packet.length()));
    out.transmit(packet, device, counted);
    return 0;
  }

  // ---- above IPv6

  private int send6(Packet packet, int from) {
    Tunnel6Output out = Tunnel6Output.of(device.underlay());
    fillFlow(out.flow, packet);
    out.flow.flowLabel = label;
    Route route = out.route();
    if (route == null || route.device() == device) {
      return failRoute(packet, route);
    }
    learnSize(packet, out.mtu(route) - Ipv6.HEADER - headers() - device.headerLength());
    out.flow.tos = Ecn.encapsulate(tos, field);
    out.begin(route, ttl == 0 ? -1 : ttl);
    int counted = packet.tail() - packet.network();
    wrap(packet, from);
    Flow flow = out.flow;
    seal(
        packet,
        Checksum.pseudo(
            flow.sourceHi,
            flow.sourceLo,
            flow.destinationHi,
            flow.destinationLo,
            IpProtocol.UDP,
            packet.length()));
    out.transmit(packet, device, counted);
    return 0;
  }

  private int failRoute(Packet packet, @Nullable Route route) {
    if (route == null) {
      device.statistics().txCarrierErrors++;
    } else {
      device.statistics().collisions++;
    }
    return TunnelOutput.fail(packet, device, DropReason.IP_OUTNOROUTES);
  }
}
