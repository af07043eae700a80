package dev.patchbay.device.ipvlan;

import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Whose a packet is, by the addresses in it (`ipvlan_get_L3_hdr`, `ipvlan_addr_lookup`).
final class Addressee {
  private Addressee() {}

  /// The device that a packet is for, or with `destination` false the one it is from; null when it
  /// is none of the port's. The network header of `etherType` is at `at`.
  static @Nullable IpvlanDevice of(
      IpvlanPort port, Packet packet, int at, int etherType, boolean destination) {
    byte[] bytes = packet.bytes();
    int tail = packet.tail();
    return switch (etherType) {
      case EtherType.IPV4 -> inIpv4(port, bytes, at, tail, destination);
      case EtherType.IPV6 -> inIpv6(port, bytes, at, tail, destination);
      case EtherType.ARP ->
          Arp.fits(bytes, at, tail)
              ? ipv4(port, destination ? Arp.targetIp(bytes, at) : Arp.senderIp(bytes, at))
              : null;
      default -> null;
    };
  }

  private static @Nullable IpvlanDevice ipv4(IpvlanPort port, int address) {
    return port.addresses().find(true, Ip.hi(address), 0);
  }

  private static @Nullable IpvlanDevice inIpv4(
      IpvlanPort port, byte[] bytes, int at, int tail, boolean destination) {
    boolean sound =
        tail - at >= Ipv4.HEADER
            && Ipv4.version(bytes, at) == 4
            && Ipv4.headerLength(bytes, at) >= Ipv4.HEADER
            && Ipv4.totalLength(bytes, at) >= Ipv4.headerLength(bytes, at)
            && Ipv4.totalLength(bytes, at) <= tail - at;
    if (!sound) {
      return null;
    }
    return ipv4(port, destination ? Ipv4.destination(bytes, at) : Ipv4.source(bytes, at));
  }

  private static @Nullable IpvlanDevice inIpv6(
      IpvlanPort port, byte[] bytes, int at, int tail, boolean destination) {
    if (tail - at < Ipv6.HEADER || Ipv6.version(bytes, at) != 6) {
      return null;
    }
    if (asksForItself(bytes, at, tail)) {
      int icmp = at + Ipv6.HEADER;
      return port.addresses()
          .find(
              false,
              NeighbourDiscovery.targetHi(bytes, icmp),
              NeighbourDiscovery.targetLo(bytes, icmp));
    }
    return destination
        ? port.addresses().find(false, Ipv6.destinationHi(bytes, at), Ipv6.destinationLo(bytes, at))
        : port.addresses().find(false, Ipv6.sourceHi(bytes, at), Ipv6.sourceLo(bytes, at));
  }

  /// Whether it asks who else has an address, before it is used (RFC 4862 section 5.4).
  private static boolean asksForItself(byte[] bytes, int at, int tail) {
    int icmp = at + Ipv6.HEADER;
    return Ipv6.nextHeader(bytes, at) == IpProtocol.ICMPV6
        && tail - icmp >= Icmpv6.HEADER + 16
        && Icmpv6.type(bytes, icmp) == Icmpv6.NEIGHBOUR_SOLICITATION
        && Ipv6.sourceHi(bytes, at) == 0
        && Ipv6.sourceLo(bytes, at) == 0;
  }
}
