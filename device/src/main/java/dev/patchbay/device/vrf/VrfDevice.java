package dev.patchbay.device.vrf;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.L3Receiver;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.OperState;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.Route;
import java.util.List;

/// A routing domain's device (drivers/net/vrf.c): what is sent by it goes where the domain's table
/// says; what the domain sends to itself arrives here, as at `lo`.
final class VrfDevice extends NetDevice implements L3Master, L3Receiver {
  private static final int MTU = 65575;

  private final int table;
  private final Flow flow = new Flow();

  VrfDevice(Netns netns, Vrf kind, int table) {
    super(netns, kind);
    this.table = table;
    flags(DeviceFlags.MASTER | DeviceFlags.NOARP);
    mtuBounds(Ipv6.MIN_MTU, MTU);
    mtu(MTU);
    operState(OperState.UP);
    gso(GsoLimits.LEGACY);
    features(
        Features.NETNS_LOCAL
            | Features.NO_QUEUE
            | Features.NO_RX_HANDLER
            | Features.LIVE_ADDRESS_CHANGE
            | Features.VLAN_CHALLENGED
            | Features.HW_CSUM
            | Features.TSO);
  }

  @Override
  public int table() {
    return table;
  }

  @Override
  public Ethtool ethtool() {
    return new Ethtool() {
      @Override
      public Driver driver() {
        return new Driver("vrf", "1.1", "", "", false);
      }
    };
  }

  @Override
  protected Offloads usualOffloads() {
    long own =
        Offloads.PIECES
            | Offloads.TCP_SEGMENTATION
            | Offloads.SOFT
            | Offload.set(
                Offload.RX_CHECKSUM,
                Offload.TX_CHECKSUM_IP_GENERIC,
                Offload.TX_CHECKSUM_SCTP,
                Offload.HIGHDMA,
                Offload.TX_SCTP_SEGMENTATION,
                Offload.TX_UDP_SEGMENTATION,
                Offload.TX_GSO_LIST);
    long fixed = Offload.set(Offload.TX_LOCKLESS, Offload.NETNS_LOCAL, Offload.VLAN_CHALLENGED);
    return Offloads.of(own | fixed, own | Offloads.SOFT_OFF | Offload.TX_NOCACHE_COPY.bit());
  }

  // ---- ports

  /// `vrf_add_slave`
  @Override
  protected void addPort(NetDevice device) throws NetlinkException {
    if (device instanceof L3Master) {
      throw new NetlinkException(Errno.EINVAL, "Can not enslave an L3 master device to a VRF.");
    }
    if (device.isLoopback()) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "Can not enslave loopback device to a VRF.");
    }
    linkAbove(device, true);
    device.port(new VrfSlave.VrfPort(this));
    device.l3Receiver(this);
    cycle(device);
  }

  @Override
  protected void removePort(NetDevice device) throws NetlinkException {
    detach(device);
  }

  private void detach(NetDevice device) throws NetlinkException {
    unlinkAbove(device);
    device.port(null);
    device.l3Receiver(null);
    cycle(device);
  }

  /// Down and up again: so its routes come into their new table (`cycle_netdev`).
  private static void cycle(NetDevice device) throws NetlinkException {
    Fib.of(device.netns(), Family.IPV4).disable(device);
    if (device.isUp()) {
      Links links = device.netns().links();
      links.close(device);
      links.open(device);
    }
  }

  @Override
  protected void added() {
    l3Receiver(this);
  }

  @Override
  protected void dismantle(List<NetDevice> alsoRemoved) {
    VrfDomains.of(netns()).remove(this);
    for (NetDevice port : List.copyOf(lowers())) {
      try {
        detach(port);
      } catch (NetlinkException _) {
        // It stays down: its other end has gone before.
      }
    }
  }

  // ---- the domain's packets

  /// `vrf_l3_rcv`
  @Override
  public NetDevice receive(Packet packet, NetDevice device) {
    if (packet.type() == Packet.Type.LOOPBACK) {
      packet.type(Packet.Type.HOST);
    } else if (isForAll(packet)) {
      statistics().rxPackets++;
      statistics().rxBytes += packet.length();
    }
    return device;
  }

  /// What belongs to a link, and neighbour discovery, stays with the port.
  private static boolean isForAll(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    if (packet.protocol() == EtherType.IPV4) {
      return !Ipv4.isMulticast(Ipv4.destination(bytes, ip));
    }
    long to = Ipv6.destinationHi(bytes, ip);
    int message = ip + Ipv6.HEADER;
    boolean discovery =
        Ipv6.nextHeader(bytes, ip) == IpProtocol.ICMPV6
            && message < packet.tail()
            && Icmpv6.type(bytes, message) >= Icmpv6.ROUTER_SOLICITATION
            && Icmpv6.type(bytes, message) <= Icmpv6.REDIRECT;
    return !discovery && !Ipv6.isMulticast(to) && !Ipv6.isLinkLocal(to);
  }

  // ---- what is sent by the device itself

  /// `vrf_xmit`
  @Override
  protected int transmit(Packet packet) {
    int length = packet.length();
    int error =
        packet.destination() instanceof Route route && route.device() == this
            ? loop(packet)
            : route(packet);
    if (error == 0) {
      countSent(length);
    } else {
      statistics().txErrors++;
    }
    return 0;
  }

  /// `vrf_local_xmit`
  private int loop(Packet packet) {
    int length = packet.length();
    packet.owner(null);
    packet.originalIndex(0);
    arrive(packet);
    packet.type(Packet.Type.LOOPBACK);
    if (netns().machine().backlog().add(packet)) {
      statistics().rxPackets++;
      statistics().rxBytes += length;
    } else {
      statistics().rxDropped++;
    }
    return 0;
  }

  /// It has been counted when it was sent.
  @Override
  protected void countReceived(Packet packet) {}

  /// Sends an IP packet on by the domain's table (`vrf_process_v4_outbound`,
  /// `vrf_process_v6_outbound`).
  private int route(Packet packet) {
    int protocol = Ethernet.type(packet.bytes(), packet.head());
    packet.pull(Ethernet.HEADER);
    packet.network(packet.head());
    boolean whole =
        (protocol == EtherType.IPV4
                && Ipv4.headerFits(packet.bytes(), packet.head(), packet.tail()))
            || (protocol == EtherType.IPV6
                && Ipv6.headerFits(packet.bytes(), packet.head(), packet.tail()));
    if (!whole) {
      netns().world().drop(packet, DropReason.UNHANDLED_PROTO);
      return Errno.EINVAL.number();
    }
    Family family = protocol == EtherType.IPV4 ? Family.IPV4 : Family.IPV6;
    Route route = Fib.of(netns(), family).output(ask(packet, family));
    if (route == null || route.error() != 0) {
      netns().world().drop(packet, DropReason.IP_OUTNOROUTES);
      return Errno.ENETUNREACH.number();
    }
    packet.destination(route);
    return family == Family.IPV4
        ? IpStack.of(netns()).output().localOut(packet)
        : Ip6.of(netns().machine()).output().localOut(packet);
  }

  private Flow ask(Packet packet, Family family) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    flow.clear();
    flow.output = this;
    flow.anySource = true;
    flow.mark = packet.mark();
    if (family == Family.IPV4) {
      flow.destinationHi = Ip.hi(Ipv4.destination(bytes, ip));
      flow.sourceHi = Ip.hi(Ipv4.source(bytes, ip));
      flow.tos = Ipv4.tos(bytes, ip);
    } else {
      flow.destinationHi = Ipv6.destinationHi(bytes, ip);
      flow.destinationLo = Ipv6.destinationLo(bytes, ip);
      flow.sourceHi = Ipv6.sourceHi(bytes, ip);
      flow.sourceLo = Ipv6.sourceLo(bytes, ip);
      flow.tos = Ipv6.trafficClass(bytes, ip);
    }
    return flow;
  }
}
