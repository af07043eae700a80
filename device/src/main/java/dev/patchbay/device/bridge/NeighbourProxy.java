package dev.patchbay.device.bridge;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.NeighbourTable;
import org.jspecify.annotations.Nullable;

/// How a bridge answers questions for neighbours that it knows, and spares the ports behind which
/// they are (net/bridge/br_arp_nd_proxy.c): proxy ARP, and the suppression of ARP and neighbour
/// discovery.
///
/// It knows a neighbour when the neighbour table of the bridge, or of its VLAN's device, has an
/// address for it, and the forwarding database a port for that.
final class NeighbourProxy {
  /// In [Packet#flags]: the question is answered, or nobody's concern behind ports that suppress.
  static final int ANSWERED = 4;

  /// Which flags of a port make that it is done at all.
  static final int PORT_FLAGS =
      PortFlag.PROXY_ARP.bit() | PortFlag.PROXY_ARP_WIFI.bit() | PortFlag.NEIGH_SUPPRESS.bit();

  private NeighbourProxy() {}

  /// Which flags of a port keep a flooded frame away from it.
  static int sparedBy(Packet packet) {
    int always = PortFlag.PROXY_ARP.bit();
    return (packet.flags() & ANSWERED) == 0
        ? always
        : always | PortFlag.PROXY_ARP_WIFI.bit() | PortFlag.NEIGH_SUPPRESS.bit();
  }

  /// Looks at a frame that has come by `port`, or from the bridge itself when it is null, in this
  /// VLAN; its head is the network header.
  static void look(BridgeDevice bridge, @Nullable BridgePort port, Packet packet, int vlan) {
    if (packet.protocol() == EtherType.ARP) {
      lookAtArp(bridge, port, packet, vlan);
    } else if (packet.protocol() == EtherType.IPV6 && bridge.suppresses()) {
      lookAtDiscovery(bridge, port, packet, vlan);
    }
  }

  private static void markAnswered(Packet packet) {
    packet.flags(packet.flags() | ANSWERED);
  }

  private static boolean suppresses(@Nullable BridgePort port) {
    return port != null && port.has(PortFlag.NEIGH_SUPPRESS);
  }

  // ---- ARP

  /// `br_do_proxy_suppress_arp`
  private static void lookAtArp(
      BridgeDevice bridge, @Nullable BridgePort port, Packet packet, int vlan) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    if ((bridge.flags() & DeviceFlags.NOARP) != 0
        || !Arp.fits(bytes, at, packet.tail())
        || Arp.protocolType(bytes, at) != EtherType.IPV4) {
      return;
    }
    int sender = Arp.senderIp(bytes, at);
    int target = Arp.targetIp(bytes, at);
    if (Ipv4.isLoopback(target) || Ipv4.isMulticast(target)) {
      return;
    }
    if (bridge.suppresses()) {
      if (suppresses(port)) {
        return;
      }
      if (sender >>> 24 == 0 || sender == target) {
        markAnswered(packet);
        return;
      }
    }
    if (Arp.operation(bytes, at) == Arp.REQUEST) {
      lookAtQuestion(bridge, port, packet, vlan, sender, target);
    }
  }

  private static void lookAtQuestion(
      BridgeDevice bridge,
      @Nullable BridgePort port,
      Packet packet,
      int vlan,
      int sender,
      int target) {
    NetDevice device = deviceOf(bridge, packet, vlan);
    if (device == null) {
      return;
    }
    long hi = Ip.hi(target);
    if (bridge.suppresses() && isLocal(device, Family.IPV4, hi, 0)) {
      markAnswered(packet);
      return;
    }
    Neighbour neighbour = known(device, Family.IPV4, hi, 0);
    FdbEntry entry = neighbour == null ? null : bridge.fdb().find(neighbour.address(), vlan);
    if (neighbour == null || entry == null) {
      return;
    }
    BridgePort behind = entry.port;
    boolean answers =
        (port != null && port.has(PortFlag.PROXY_ARP))
            || (behind != null && behind.has(PortFlag.PROXY_ARP_WIFI))
            || suppresses(behind);
    if (answers) {
      long asking = Arp.senderMac(packet.bytes(), packet.head());
      Packet reply = bridge.netns().world().allocate(Ethernet.HEADER + Arp.HEADER);
      Arp.push(reply, Arp.REPLY, neighbour.address(), target, asking, sender);
      Ethernet.push(reply, asking, neighbour.address(), EtherType.ARP);
      reply.protocol(EtherType.ARP);
      send(bridge, port, packet, vlan, reply);
    }
    if (answers || bridge.suppresses()) {
      markAnswered(packet);
    }
  }

  // ---- neighbour discovery

  /// `br_do_suppress_nd`
  private static void lookAtDiscovery(
      BridgeDevice bridge, @Nullable BridgePort port, Packet packet, int vlan) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    int at = ip + Ipv6.HEADER;
    if (suppresses(port)
        || !Ipv6.headerFits(bytes, ip, packet.tail())
        || Ipv6.nextHeader(bytes, ip) != IpProtocol.ICMPV6
        || !NeighbourDiscovery.fits(bytes, at, packet.tail())) {
      return;
    }
    int type = Icmpv6.type(bytes, at);
    if (type == Icmpv6.NEIGHBOUR_ADVERTISEMENT && !NeighbourDiscovery.isSolicited(bytes, at)) {
      markAnswered(packet);
    } else if (type == Icmpv6.NEIGHBOUR_SOLICITATION) {
      lookAtSolicitation(bridge, port, packet, vlan, at);
    }
  }

  private static void lookAtSolicitation(
      BridgeDevice bridge, @Nullable BridgePort port, Packet packet, int vlan, int at) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    long sourceHi = Ipv6.sourceHi(bytes, ip);
    long sourceLo = Ipv6.sourceLo(bytes, ip);
    if (Ipv6.isUnspecified(sourceHi, sourceLo)) {
      markAnswered(packet);
      return;
    }
    NetDevice device = deviceOf(bridge, packet, vlan);
    if (device == null) {
      return;
    }
    long hi = NeighbourDiscovery.targetHi(bytes, at);
    long lo = NeighbourDiscovery.targetLo(bytes, at);
    if (isLocal(device, Family.IPV6, hi, lo)) {
      markAnswered(packet);
      return;
    }
    Neighbour neighbour = known(device, Family.IPV6, hi, lo);
    FdbEntry entry = neighbour == null ? null : bridge.fdb().find(neighbour.address(), vlan);
    if (neighbour == null || entry == null) {
      return;
    }
    if (suppresses(entry.port)) {
      Packet reply =
          ProxyAdvertisement.of(
              bridge.netns().world(), packet, ip, at, neighbour, neighbour.isRouter());
      send(bridge, port, packet, vlan, reply);
    }
    markAnswered(packet);
  }

  // ---- both

  /// The device whose neighbours count: the bridge's, or that of the VLAN above it; null when there
  /// is none.
  private static @Nullable NetDevice deviceOf(BridgeDevice bridge, Packet packet, int vlan) {
    if (vlan == VlanGroup.NONE) {
      return bridge;
    }
    return bridge.hasVlanDevices()
            && bridge.vlanDevices().find(packet.vlanProtocol(), vlan) instanceof NetDevice device
        ? device
        : null;
  }

  private static @Nullable Neighbour known(NetDevice device, Family family, long hi, long lo) {
    Neighbour neighbour = NeighbourTable.of(device.netns().machine(), family).find(device, hi, lo);
    return neighbour != null && neighbour.is(NeighbourState.VALID) ? neighbour : null;
  }

  /// Whether the device, or one above it, has the address (`br_is_local_ip`).
  private static boolean isLocal(NetDevice device, Family family, long hi, long lo) {
    InetDevice inet = InetDevice.of(device, family);
    if (inet != null && inet.find(hi, lo) != null) {
      return true;
    }
    for (NetDevice upper : device.uppers()) {
      if (isLocal(upper, family, hi, lo)) {
        return true;
      }
    }
    return false;
  }

  /// The answer goes where the question came from, tagged as it was; to the bridge itself through
  /// the backlog.
  private static void send(
      BridgeDevice bridge, @Nullable BridgePort port, Packet question, int vlan, Packet reply) {
    VlanGroup group = port == null ? bridge.vlans() : port.vlans();
    if (vlan != VlanGroup.NONE && vlan != group.pvid()) {
      reply.vlan(question.vlanProtocol(), question.vlan());
    }
    if (port != null) {
      port.device().send(reply);
      return;
    }
    reply.device(bridge);
    reply.type(Packet.Type.HOST);
    reply.network(reply.pull(Ethernet.HEADER));
    bridge.netns().machine().backlog().add(reply);
  }
}
