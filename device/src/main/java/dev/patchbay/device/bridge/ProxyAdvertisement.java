package dev.patchbay.device.bridge;

import dev.patchbay.core.World;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.neighbour.Neighbour;

/// The answer to a neighbour solicitation that a device gives in the place of who has the address.
public final class ProxyAdvertisement {
  /// Bytes of the option that says the link-layer address.
  private static final int OPTION = 8;

  private ProxyAdvertisement() {}

  /// The frame that answers `question`, whose IPv6 header is at `ip` and whose solicitation is at
  /// `at`, with what is known of the neighbour (`br_nd_send`, `vxlan_na_create`).
  public static Packet of(
      World world, Packet question, int ip, int at, Neighbour neighbour, boolean router) {
    byte[] asked = question.bytes();
    int source =
        NeighbourDiscovery.option(asked, at, question.tail(), NeighbourOption.SOURCE_ADDRESS);
    long asking =
        source < 0
            ? Ethernet.source(asked, ip - Ethernet.HEADER)
            : NeighbourOption.mac(asked, source);
    int length = NeighbourDiscovery.NEIGHBOUR_HEADER + OPTION;
    Packet packet = world.allocate(Ethernet.HEADER + Ipv6.HEADER + length);
    writeMessage(packet, packet.push(length), neighbour, router);
    int header = Ipv6.push(packet, IpProtocol.ICMPV6, NeighbourDiscovery.HOP_LIMIT_REQUIRED);
    byte[] bytes = packet.bytes();
    Ipv6.source(bytes, header, neighbour.hi(), neighbour.lo());
    Ipv6.destination(bytes, header, Ipv6.sourceHi(asked, ip), Ipv6.sourceLo(asked, ip));
    Icmpv6.fillChecksum(bytes, header, header + Ipv6.HEADER, packet.tail());
    packet.protocol(EtherType.IPV6);
    Ethernet.push(packet, asking, neighbour.address(), EtherType.IPV6);
    return packet;
  }

  private static void writeMessage(
      Packet packet, int message, Neighbour neighbour, boolean router) {
    byte[] bytes = packet.bytes();
    Icmpv6.type(bytes, message, Icmpv6.NEIGHBOUR_ADVERTISEMENT);
    Icmpv6.code(bytes, message, 0);
    Icmpv6.checksum(bytes, message, 0);
    NeighbourDiscovery.flags(
        bytes,
        message,
        NeighbourDiscovery.SOLICITED
            | NeighbourDiscovery.OVERRIDE
            | (router ? NeighbourDiscovery.ROUTER : 0));
    NeighbourDiscovery.target(bytes, message, neighbour.hi(), neighbour.lo());
    NeighbourOption.writeMac(
        bytes,
        message + NeighbourDiscovery.NEIGHBOUR_HEADER,
        NeighbourOption.TARGET_ADDRESS,
        neighbour.address());
    packet.transport(message);
  }
}
