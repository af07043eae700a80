package dev.patchbay.device.vxlan;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.World;
import dev.patchbay.device.tunnel.TunnelOutput;
import dev.patchbay.device.tunnel.TunnelStages;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.packet.Vxlan;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.Ip6Header;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.socket.LocalPorts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way out of a VXLAN device (`vxlan_xmit`, `vxlan_xmit_one`): a copy of the frame to each end
/// behind which its station may be.
final class VxlanSender {
  private static final int HEADERS = Udp.HEADER + Vxlan.HEADER + Ethernet.HEADER;

  /// The bits of the type of service that routes are looked up by (`RT_TOS`).
  private static final int ROUTE_TOS = 0x1e;

  private final VxlanDevice device;
  private final Ip6Header header6 = new Ip6Header();
  private @Nullable TunnelOutput output;

  VxlanSender(VxlanDevice device) {
    this.device = device;
  }

  private World world() {
    return device.netns().world();
  }

  private TunnelOutput output() {
    TunnelOutput known = output;
    if (known == null) {
      known = TunnelOutput.of(device.underlay());
      output = known;
    }
    return known;
  }

  /// Sends the frame. What goes wrong is counted; nobody is told.
  int transmit(Packet packet) {
    VxlanConfig config = device.config();
    if (config.is(VxlanFlag.COLLECT_METADATA)) {
      // Nothing here gives packets the addresses that such a device wants.
      world().drop(packet, DropReason.TUNNEL_NO_REMOTE);
      return 0;
    }
    if (config.is(VxlanFlag.PROXY) && VxlanProxy.answers(device, packet)) {
      return 0;
    }
    VxlanEntry entry = entry(packet, config);
    if (entry == null) {
      device.statistics().txDropped++;
      world().drop(packet, DropReason.TUNNEL_NO_REMOTE);
      return 0;
    }
    List<VxlanRemote> remotes = entry.remotes;
    for (int i = 1; i < remotes.size(); i++) {
      send(world().clone(packet), remotes.get(i));
    }
    send(packet, remotes.getFirst());
    return 0;
  }

  private @Nullable VxlanEntry entry(Packet packet, VxlanConfig config) {
    VxlanFdb fdb = device.fdb();
    long station = Ethernet.destination(packet.bytes(), packet.head());
    VxlanEntry entry = fdb.find(station, config.network());
    if (entry != null
        && entry.router
        && config.is(VxlanFlag.RSC)
        && VxlanProxy.shortcut(device, packet)) {
      station = Ethernet.destination(packet.bytes(), packet.head());
      entry = fdb.find(station, config.network());
    }
    return entry == null ? fdb.find(VxlanFdb.UNKNOWN, config.network()) : entry;
  }

  private void send(Packet packet, VxlanRemote remote) {
    if (remote.address.isUnspecified()) {
      device.statistics().txDropped++;
      world().drop(packet, DropReason.TUNNEL_NO_REMOTE);
    } else if (remote.address.isV4()) {
      sendIpv4(packet, remote);
    } else {
      sendIpv6(packet, remote);
    }
  }

  // ---- what is the same above both families

  private int port(Packet packet, VxlanConfig config) {
    int first = config.firstPort();
    int last = config.lastPort();
    if (first == 0 && last == 0) {
      LocalPorts ports = LocalPorts.of(device.netns());
      first = ports.low();
      last = ports.high();
    }
    int hash = FlowHash.of(packet.bytes(), packet.head(), packet.tail());
    return first + (int) (((hash & 0xffff_ffffL) * (last - first)) >>> 32);
  }

  /// Puts the VXLAN and UDP headers before the frame.
  private void wrap(Packet packet, VxlanConfig config, VxlanRemote remote, int port) {
    int flags = Vxlan.HAS_NETWORK;
    if (config.is(VxlanFlag.GBP) && packet.mark() != 0) {
      flags |= Vxlan.HAS_GROUP | (packet.mark() & Vxlan.GROUP_BITS);
    }
    Vxlan.push(packet, flags, remote.network);
    Udp.push(packet, port, remote.port == 0 ? config.port() : remote.port);
  }

  private int tos(VxlanConfig config, int field) {
    return config.tos() == 1 ? field : config.tos();
  }

  // ---- above IPv4

  private void sendIpv4(Packet packet, VxlanRemote remote) {
    VxlanConfig config = device.config();
    byte[] bytes = packet.bytes();
    int inner = packet.head() + Ethernet.HEADER;
    int etherType = Ethernet.type(bytes, packet.head());
    packet.network(inner);
    int field = Ecn.field(bytes, inner, packet.tail(), etherType);
    int tos = tos(config, field);
    int port = port(packet, config);
    TunnelOutput out = output();
    fillFlow(out.flow, packet, remote, tos);
    boolean usual = tos == 0 && packet.mark() == 0;
    Route route = usual ? out.route(device, remote.way) : out.route(device);
    if (route == null) {
      TunnelOutput.fail(packet, device, DropReason.IP_OUTNOROUTES);
      return;
    }
    if (route.isLocal()) {
      bypass(packet, remote);
      return;
    }
    learnSize(packet, etherType, out.mtu(route) - HEADERS - Ipv4.HEADER);
    boolean sound = Ecn.hasField(bytes, inner, packet.tail(), etherType);
    out.header.tos = Ecn.encapsulate(tos, field);
    out.header.ttl = ttl(config, bytes, inner, sound ? etherType : 0);
    out.header.dontFragment = dontFragment(config, bytes, inner, sound ? etherType : 0);
    out.header.quiet = remote.address.isMulticast();
    int counted = packet.length() - Ethernet.HEADER;
    wrap(packet, config, remote, port);
    if (!config.is(VxlanFlag.NO_UDP_CSUM)) {
      long pseudo =
          Checksum.pseudo(
              out.header.source, out.header.destination, IpProtocol.UDP, packet.length());
      Udp.fillChecksum(packet.bytes(), packet.head(), pseudo);
    }
    out.transmit(packet, device, counted);
  }

  private void fillFlow(Flow flow, Packet packet, VxlanRemote remote, int tos) {
    VxlanConfig config = device.config();
    flow.clear();
    flow.destinationHi = remote.address.hi();
    flow.destinationLo = remote.address.lo();
    flow.sourceHi = config.local().hi();
    flow.sourceLo = config.local().lo();
    flow.output = remote.link == 0 ? null : device.underlay().device(remote.link);
    flow.tos = tos & ROUTE_TOS;
    flow.mark = packet.mark();
    flow.protocol = IpProtocol.UDP;
  }

  /// The way inside remembers how much fits, so that what follows is smaller
  /// (`skb_tunnel_check_pmtu`).
  private void learnSize(Packet packet, int etherType, int mtu) {
    Route inside = (Route) packet.destination();
    boolean large = packet.length() - Ethernet.HEADER > mtu;
    if (large && etherType == EtherType.IPV4 && inside != null && inside.family() == Family.IPV4) {
      IpStack.of(device).pathMtu().learn(packet, mtu);
    }
  }

  private static int ttl(VxlanConfig config, byte[] bytes, int inner, int etherType) {
    if (!config.is(VxlanFlag.TTL_INHERIT)) {
      return config.ttl();
    }
    return switch (etherType) {
      case EtherType.IPV4 -> Ipv4.ttl(bytes, inner);
      case EtherType.IPV6 -> Ipv6.hopLimit(bytes, inner);
      default -> 0;
    };
  }

  private static boolean dontFragment(VxlanConfig config, byte[] bytes, int inner, int etherType) {
    return switch (config.df()) {
      case VxlanConfig.DF_SET -> true;
      case VxlanConfig.DF_INHERIT ->
          etherType == EtherType.IPV6
              || (etherType == EtherType.IPV4 && Ipv4.dontFragment(bytes, inner));
      default -> false;
    };
  }

  /// The other end is in the same namespace: the frame goes there without its wrapping
  /// (`encap_bypass_if_local`).
  private void bypass(Packet packet, VxlanRemote remote) {
    VxlanConfig config = device.config();
    int port = remote.port == 0 ? config.port() : remote.port;
    VxlanSocket socket =
        VxlanSockets.of(device.underlay()).find(remote.address.family(), port, config.flags());
    VxlanDevice other = socket == null ? null : socket.find(remote.network, remote.link);
    if (other == null) {
      TunnelOutput.fail(packet, device, DropReason.NO_TUNNEL);
      return;
    }
    device.statistics().txPackets++;
    device.statistics().txBytes += packet.length();
    if (other.config().is(VxlanFlag.LEARNING)) {
      long station = Ethernet.source(packet.bytes(), packet.head());
      Ip here = other.config().isIpv6() ? Ip.LOOPBACK6 : Ip.LOOPBACK4;
      other.fdb().learn(station, remote.network, here.isV6(), here.hi(), here.lo(), 0);
    }
    packet.scrub(other.netns() != device.netns());
    other.loop(packet, packet.length());
  }

  // ---- above IPv6

  private void sendIpv6(Packet packet, VxlanRemote remote) {
    VxlanConfig config = device.config();
    byte[] bytes = packet.bytes();
    int inner = packet.head() + Ethernet.HEADER;
    int etherType = Ethernet.type(bytes, packet.head());
    packet.network(inner);
    int field = Ecn.field(bytes, inner, packet.tail(), etherType);
    int tos = tos(config, field);
    int port = port(packet, config);
    Flow flow = output().flow;
    fillFlow(flow, packet, remote, tos);
    flow.flowLabel = config.label();
    Route route = Fib.of(device.underlay(), Family.IPV6).output(flow);
    if (route == null || route.error() != 0) {
      device.statistics().txCarrierErrors++;
      TunnelOutput.fail(packet, device, DropReason.IP_OUTNOROUTES);
    } else if (route.device() == device) {
      device.statistics().collisions++;
      TunnelOutput.fail(packet, device, DropReason.IP_OUTNOROUTES);
    } else if (route.isLocal()) {
      bypass(packet, remote);
    } else {
      boolean sound = Ecn.hasField(bytes, inner, packet.tail(), etherType);
      int hops = ttl(config, bytes, inner, sound ? etherType : 0);
      header6.of(flow, route);
      header6.trafficClass = Ecn.encapsulate(tos, field);
      header6.hopLimit = hops == 0 ? -1 : hops;
      header6.flowLabel = config.label();
      header6.quiet = remote.address.isMulticast();
      transmitIpv6(packet, remote, port);
    }
  }

  private void transmitIpv6(Packet packet, VxlanRemote remote, int port) {
    VxlanConfig config = device.config();
    int counted = packet.length() - Ethernet.HEADER;
    packet.scrub(device.netns() != device.underlay());
    packet.checksum(Packet.ChecksumState.NONE);
    wrap(packet, config, remote, port);
    if (!config.is(VxlanFlag.UDP_ZERO_CSUM6_TX)) {
      long pseudo =
          Checksum.pseudo(
              header6.sourceHi,
              header6.sourceLo,
              header6.destinationHi,
              header6.destinationLo,
              IpProtocol.UDP,
              packet.length());
      Udp.fillChecksum(packet.bytes(), packet.head(), pseudo);
    }
    if (packet.trace() != null) {
      String from = Ip.format(header6.sourceHi, header6.sourceLo);
      world()
          .note(
              packet,
              device.underlay(),
              new TunnelStages.Encapsulated(device.name(), from, remote.address.text()));
    }
    int error = Ip6.of(device.underlay().machine()).output().send(packet, header6);
    if (error == 0) {
      device.statistics().txPackets++;
      device.statistics().txBytes += counted;
    } else {
      device.statistics().txDropped++;
    }
  }
}
