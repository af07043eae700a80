package dev.patchbay.device.vxlan;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.World;
import dev.patchbay.device.tunnel.FlowHash;
import dev.patchbay.device.tunnel.RecentWay;
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
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
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
  private final VxlanOuter outer = new VxlanOuter();
  private final Ip6Header header6 = new Ip6Header();
  private @Nullable TunnelOutput output;
  private @Nullable LocalPorts ports;

  /// Whether the sender inside had left its checksum to this device.
  private boolean summed;

  VxlanSender(VxlanDevice device) {
    this.device = device;
  }

  private World world() {
    return device.netns().world();
  }

  private LocalPorts localPorts() {
    LocalPorts known = ports;
    if (known == null) {
      known = LocalPorts.of(device.netns());
      ports = known;
    }
    return known;
  }

  /// The device is in another namespace.
  void moved() {
    ports = null;
  }

  private TunnelOutput output() {
    TunnelOutput known = output;
    if (known == null) {
      known = TunnelOutput.of(device.underlay());
      output = known;
    }
    return known;
  }

  /// Sends the frame. What goes wrong is counted; nobody is told (`vxlan_xmit`).
  int transmit(Packet packet) {
    summed = packet.checksum() == Packet.ChecksumState.PARTIAL;
    Checksum.resolve(packet);
    packet.checksum(Packet.ChecksumState.NONE);
    VxlanConfig config = device.config();
    int network = config.network();
    if (config.is(VxlanFlag.COLLECT_METADATA)) {
      TunnelKey key = Route.tunnelKey(packet);
      if (key == null || !key.isOutgoing()) {
        world().drop(packet, DropReason.TUNNEL_NO_REMOTE);
        return 0;
      }
      if (key.way() == TunnelKey.Way.GOES) {
        send(packet, key);
        return 0;
      }
      network = (int) key.id();
    }
    if (config.is(VxlanFlag.PROXY) && VxlanProxy.answers(device, packet, network)) {
      return 0;
    }
    VxlanEntry entry = entry(packet, config, network);
    if (entry == null) {
      missing(packet, config, network);
      return 0;
    }
    FdbStage.note(packet, device, entry);
    List<VxlanRemote> remotes = entry.remotes;
    if (entry.nexthop != null) {
      VxlanRemote chosen = entry.choose(FlowHash.of(packet.bytes(), packet.head(), packet.tail()));
      if (chosen == null) {
        drop(packet, network);
      } else {
        send(packet, chosen, network);
      }
      return 0;
    }
    for (int i = 1; i < remotes.size(); i++) {
      send(world().clone(packet), remotes.get(i), network);
    }
    send(packet, remotes.getFirst(), network);
    return 0;
  }

  private @Nullable VxlanEntry entry(Packet packet, VxlanConfig config, int network) {
    VxlanFdb fdb = device.fdb();
    long station = Ethernet.destination(packet.bytes(), packet.head());
    VxlanEntry entry = fdb.find(station, network);
    if (entry != null
        && entry.router
        && config.is(VxlanFlag.RSC)
        && VxlanProxy.shortcut(device, packet)) {
      station = Ethernet.destination(packet.bytes(), packet.head());
      entry = fdb.find(station, network);
    }
    return entry == null ? fdb.find(VxlanFdb.UNKNOWN, network) : entry;
  }

  private void missing(Packet packet, VxlanConfig config, int network) {
    long station = Ethernet.destination(packet.bytes(), packet.head());
    if (config.is(VxlanFlag.L2MISS) && !Mac.isMulticast(station)) {
      device.fdb().announceMiss(station, null);
    }
    drop(packet, network);
  }

  /// Nobody is known who could have it.
  private void drop(Packet packet, int network) {
    device.statistics().txDropped++;
    VxlanNetwork counts = device.network(network);
    if (counts != null) {
      counts.txDropped++;
    }
    world().drop(packet, DropReason.TUNNEL_NO_REMOTE);
  }

  private void send(Packet packet, VxlanRemote remote, int network) {
    if (remote.address.isUnspecified()) {
      drop(packet, network);
      return;
    }
    outer.take(device.config(), remote, network, packet, readNetwork(packet));
    send(packet);
  }

  private void send(Packet packet, TunnelKey key) {
    outer.take(device.config(), key, packet, readNetwork(packet));
    if (outer.destination.isUnspecified()) {
      drop(packet, outer.network);
    } else {
      send(packet);
    }
  }

  /// Sets the network header to the frame's content, and returns its EtherType; 0 when it has no
  /// whole IP header.
  private static int readNetwork(Packet packet) {
    byte[] bytes = packet.bytes();
    int inner = packet.head() + Ethernet.HEADER;
    int etherType = Ethernet.type(bytes, packet.head());
    packet.network(inner);
    return Ecn.hasField(bytes, inner, packet.tail(), etherType) ? etherType : 0;
  }

  private void send(Packet packet) {
    if (outer.destination.isV4()) {
      sendIpv4(packet);
    } else {
      sendIpv6(packet);
    }
  }

  // ---- what is the same above both families

  private int port(Packet packet, VxlanConfig config) {
    int first = config.firstPort();
    int last = config.lastPort();
    if (first == 0 && last == 0) {
      LocalPorts ports = localPorts();
      first = ports.low();
      last = ports.high();
    }
    int hash = FlowHash.of(packet.bytes(), packet.head(), packet.tail());
    return first + (int) (((hash & 0xffff_ffffL) * (last - first)) >>> 32);
  }

  /// Puts the VXLAN and UDP headers before the frame.
  private void wrap(Packet packet, int port) {
    Vxlan.push(packet, Vxlan.HAS_NETWORK | outer.group, outer.network);
    Udp.push(packet, port, outer.port);
  }

  /// The outer checksum is left to the device below, unless what is inside has just been summed
  /// (`udp_set_csum`).
  private void checksum(Packet packet, long pseudo) {
    int at = packet.head();
    if (summed) {
      Udp.fillChecksum(packet.bytes(), at, pseudo);
      packet.checksum(Packet.ChecksumState.UNNECESSARY);
    } else {
      Udp.checksum(packet.bytes(), at, Checksum.foldSum(pseudo));
      packet.checksumPartial(at, Udp.CHECKSUM_OFFSET);
    }
  }

  private void fillFlow(Flow flow, Packet packet) {
    flow.clear();
    flow.destinationHi = outer.destination.hi();
    flow.destinationLo = outer.destination.lo();
    flow.sourceHi = outer.source.hi();
    flow.sourceLo = outer.source.lo();
    flow.output = outer.link == 0 ? null : device.underlay().device(outer.link);
    flow.tos = outer.tos & ROUTE_TOS;
    flow.mark = packet.mark();
    flow.protocol = IpProtocol.UDP;
  }

  private void fail(Packet packet) {
    VxlanNetwork counts = device.network(outer.network);
    if (counts != null) {
      counts.txErrors++;
    }
    TunnelOutput.fail(packet, device, DropReason.IP_OUTNOROUTES);
  }

  // ---- above IPv4

  private void sendIpv4(Packet packet) {
    VxlanConfig config = device.config();
    int port = port(packet, config);
    TunnelOutput out = output();
    Route route = route(out, packet);
    if (route == null) {
      fail(packet);
      return;
    }
    if (route.isLocal() && outer.mayBypass) {
      bypass(packet);
      return;
    }
    int etherType = Ethernet.type(packet.bytes(), packet.head());
    learnSize(packet, etherType, out.mtu(route) - HEADERS - Ipv4.HEADER);
    out.header.tos = Ecn.encapsulate(outer.tos, outer.inner);
    out.header.ttl = outer.ttl;
    out.header.dontFragment = outer.dontFragment;
    out.header.quiet = outer.destination.isMulticast();
    int counted = packet.length() - Ethernet.HEADER;
    device.countSent(outer.network, packet.length());
    wrap(packet, port);
    if (outer.checksum) {
      long pseudo =
          Checksum.pseudo(
              out.header.source, out.header.destination, IpProtocol.UDP, packet.length());
      checksum(packet, pseudo);
    }
    out.transmit(packet, device, counted);
  }

  private @Nullable Route route(TunnelOutput out, Packet packet) {
    RecentWay way = outer.way;
    long destination = outer.destination.hi();
    if (way != null && out.knows(way, destination, outer.source.hi())) {
      return out.recent(device, way, destination, IpProtocol.UDP);
    }
    fillFlow(out.flow, packet);
    return way == null ? out.route(device) : out.route(device, way);
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

  /// The other end is in the same namespace: the frame goes there without its wrapping
  /// (`encap_bypass_if_local`).
  private void bypass(Packet packet) {
    VxlanConfig config = device.config();
    VxlanSocket socket =
        VxlanSockets.of(device.underlay())
            .find(outer.destination.family(), outer.port, config.flags());
    VxlanDevice other = socket == null ? null : socket.find(outer.network, outer.link);
    if (other == null) {
      VxlanNetwork counts = device.network(outer.network);
      if (counts != null) {
        counts.txErrors++;
      }
      TunnelOutput.fail(packet, device, DropReason.NO_TUNNEL);
      return;
    }
    device.statistics().txPackets++;
    device.statistics().txBytes += packet.length();
    device.countSent(outer.network, packet.length());
    if (other.config().is(VxlanFlag.LEARNING)) {
      long station = Ethernet.source(packet.bytes(), packet.head());
      Ip here = other.config().isIpv6() ? Ip.LOOPBACK6 : Ip.LOOPBACK4;
      other.fdb().learn(station, outer.network, here.isV6(), here.hi(), here.lo(), 0);
    }
    packet.scrub(other.netns() != device.netns());
    other.countReceived(outer.network, packet.length());
    other.loop(packet, packet.length());
  }

  // ---- above IPv6

  private void sendIpv6(Packet packet) {
    int port = port(packet, device.config());
    Flow flow = output().flow;
    fillFlow(flow, packet);
    flow.flowLabel = outer.label;
    Route route = Fib.of(device.underlay(), Family.IPV6).output(flow);
    if (route == null || route.error() != 0) {
      device.statistics().txCarrierErrors++;
      fail(packet);
    } else if (route.device() == device) {
      device.statistics().collisions++;
      fail(packet);
    } else if (route.isLocal() && outer.mayBypass) {
      bypass(packet);
    } else {
      header6.of(flow, route);
      header6.trafficClass = Ecn.encapsulate(outer.tos, outer.inner);
      header6.hopLimit = outer.ttl == 0 ? -1 : outer.ttl;
      header6.flowLabel = outer.label;
      header6.quiet = outer.destination.isMulticast();
      transmitIpv6(packet, port);
    }
  }

  private void transmitIpv6(Packet packet, int port) {
    int counted = packet.length() - Ethernet.HEADER;
    device.countSent(outer.network, packet.length());
    packet.scrub(device.netns() != device.underlay());
    wrap(packet, port);
    if (outer.checksum) {
      long pseudo =
          Checksum.pseudo(
              header6.sourceHi,
              header6.sourceLo,
              header6.destinationHi,
              header6.destinationLo,
              IpProtocol.UDP,
              packet.length());
      checksum(packet, pseudo);
    }
    if (packet.trace() != null) {
      String from = Ip.format(header6.sourceHi, header6.sourceLo);
      String to = outer.destination.text();
      world()
          .note(packet, device.underlay(), new TunnelStages.Encapsulated(device.name(), from, to));
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
