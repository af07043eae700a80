package dev.patchbay.device.vxlan;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.device.bridge.ProxyAdvertisement;
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

/// What a VXLAN device does in the place of stations behind other ends: answers ARP and neighbour
/// solicitations from its own neighbours (`arp_reduce`, `neigh_reduce`), and routes past a router
/// behind another end (`route_shortcircuit`).
final class VxlanProxy {
  private VxlanProxy() {}

  private static @Nullable Neighbour neighbour(
      VxlanDevice device, Family family, long hi, long lo) {
    return NeighbourTable.of(device.netns().machine(), family).find(device, hi, lo);
  }

  /// Whether the frame, of a network, is a question that ends here, answered or not; it is gone
  /// then.
  static boolean answers(VxlanDevice device, Packet packet, int network) {
    byte[] bytes = packet.bytes();
    int at = packet.head() + Ethernet.HEADER;
    int etherType = Ethernet.type(bytes, packet.head());
    if (etherType == EtherType.ARP) {
      answerArp(device, packet, at, network);
    } else if (etherType == EtherType.IPV6 && isSolicitation(packet, at)) {
      answerSolicitation(device, packet, at, network);
    } else {
      return false;
    }
    device.netns().world().consume(packet);
    return true;
  }

  private static boolean isSolicitation(Packet packet, int ip) {
    byte[] bytes = packet.bytes();
    int at = ip + Ipv6.HEADER;
    return packet.tail() - at >= NeighbourDiscovery.NEIGHBOUR_HEADER
        && Ipv6.nextHeader(bytes, ip) == IpProtocol.ICMPV6
        && Icmpv6.type(bytes, at) == Icmpv6.NEIGHBOUR_SOLICITATION
        && Icmpv6.code(bytes, at) == 0;
  }

  /// Whether the neighbour's station is behind another end, or unknown: it answers for itself where
  /// it is not.
  private static boolean isRemote(@Nullable VxlanEntry entry) {
    return entry == null
        || entry.nexthop != null
        || !entry.remotes.getFirst().address.isUnspecified();
  }

  private static void answerArp(VxlanDevice device, Packet packet, int at, int network) {
    byte[] bytes = packet.bytes();
    if ((device.flags() & DeviceFlags.NOARP) != 0
        || !Arp.fits(bytes, at, packet.tail())
        || Arp.operation(bytes, at) != Arp.REQUEST) {
      return;
    }
    int wanted = Arp.targetIp(bytes, at);
    if (Ipv4.isLoopback(wanted) || Ipv4.isMulticast(wanted)) {
      return;
    }
    Neighbour neighbour = neighbour(device, Family.IPV4, Ip.hi(wanted), 0);
    if (neighbour == null) {
      miss(device, Ip.v4(wanted));
    }
    if (neighbour == null || !neighbour.is(NeighbourState.CONNECTED)) {
      ProxyStage.note(packet, device, Ip.v4(wanted));
      return;
    }
    if (!isRemote(device.fdb().find(neighbour.address(), network))) {
      return;
    }
    long asker = Arp.senderMac(bytes, at);
    Packet reply = device.netns().world().allocate(Arp.HEADER);
    Arp.push(reply, Arp.REPLY, neighbour.address(), wanted, asker, Arp.senderIp(bytes, at));
    Ethernet.push(reply, asker, neighbour.address(), EtherType.ARP);
    device.loop(reply, Arp.HEADER);
  }

  private static void answerSolicitation(VxlanDevice device, Packet packet, int ip, int network) {
    byte[] bytes = packet.bytes();
    int at = ip + Ipv6.HEADER;
    long hi = NeighbourDiscovery.targetHi(bytes, at);
    long lo = NeighbourDiscovery.targetLo(bytes, at);
    if (InetDevice.inet6(device) == null || isNobody(hi, lo)) {
      return;
    }
    Neighbour neighbour = neighbour(device, Family.IPV6, hi, lo);
    if (neighbour == null) {
      miss(device, Ip.v6(hi, lo));
    }
    if (neighbour == null || !neighbour.is(NeighbourState.CONNECTED)) {
      ProxyStage.note(packet, device, Ip.v6(hi, lo));
      return;
    }
    VxlanEntry entry = device.fdb().find(neighbour.address(), network);
    if (!isRemote(entry)) {
      return;
    }
    boolean router = entry != null && entry.router;
    Packet reply = ProxyAdvertisement.of(device.netns().world(), packet, ip, at, neighbour, router);
    device.loop(reply, reply.length() - Ethernet.HEADER);
  }

  private static boolean isNobody(long hi, long lo) {
    return (hi == 0 && lo == 1) || Ipv6.isMulticast(hi);
  }

  private static void miss(VxlanDevice device, Ip address) {
    if (device.config().is(VxlanFlag.L3MISS)) {
      device.fdb().announceMiss(0, address);
    }
  }

  /// Whether the frame, which is for a router, has been readdressed to its next hop; that must be
  /// known as a neighbour of the device.
  static boolean shortcut(VxlanDevice device, Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head() + Ethernet.HEADER;
    int etherType = Ethernet.type(bytes, packet.head());
    Neighbour neighbour;
    if (etherType == EtherType.IPV4 && Ipv4.headerFits(bytes, at, packet.tail())) {
      int to = Ipv4.destination(bytes, at);
      neighbour = neighbour(device, Family.IPV4, Ip.hi(to), 0);
      if (neighbour == null) {
        miss(device, Ip.v4(to));
      }
    } else if (etherType == EtherType.IPV6 && packet.tail() - at >= Ipv6.HEADER) {
      long hi = Ipv6.destinationHi(bytes, at);
      long lo = Ipv6.destinationLo(bytes, at);
      neighbour = neighbour(device, Family.IPV6, hi, lo);
      if (neighbour == null) {
        miss(device, Ip.v6(hi, lo));
      }
    } else {
      return false;
    }
    if (neighbour == null || neighbour.address() == Ethernet.destination(bytes, packet.head())) {
      return false;
    }
    byte[] own = packet.edit();
    Ethernet.source(own, packet.head(), Ethernet.destination(own, packet.head()));
    Ethernet.destination(own, packet.head(), neighbour.address());
    return true;
  }
}
