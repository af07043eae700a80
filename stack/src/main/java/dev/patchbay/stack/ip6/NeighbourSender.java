package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import java.util.Arrays;

/// Makes the messages of neighbour discovery (RFC 4861 section 4) and hands them to the output
/// path.
final class NeighbourSender {
  private static final int OPTION = 8;

  private final Ip6Output output;

  NeighbourSender(Ip6Output output) {
    this.output = output;
  }

  /// Asks who has the target. With an unspecified source no link-layer address goes along, and a
  /// nonce may.
  void solicit(
      NetDevice device,
      long targetHi,
      long targetLo,
      long destinationHi,
      long destinationLo,
      long sourceHi,
      long sourceLo,
      long nonce) {
    boolean unspecified = Ipv6.isUnspecified(sourceHi, sourceLo);
    boolean option = !unspecified || nonce != 0;
    Packet packet = allocate(device, option);
    byte[] bytes = packet.bytes();
    int at = packet.head();
    NeighbourDiscovery.target(bytes, at, targetHi, targetLo);
    int options = at + NeighbourDiscovery.NEIGHBOUR_HEADER;
    if (!unspecified) {
      NeighbourOption.writeMac(
          bytes, options, NeighbourOption.SOURCE_ADDRESS, device.address().value());
    } else if (nonce != 0) {
      NeighbourOption.writeNonce(bytes, options, nonce);
    }
    Icmpv6.type(bytes, at, Icmpv6.NEIGHBOUR_SOLICITATION);
    send(packet, device, sourceHi, sourceLo, destinationHi, destinationLo);
  }

  /// Says that the target is here. `flags` are the ROUTER, SOLICITED and OVERRIDE of
  /// [NeighbourDiscovery].
  void advertise(
      NetDevice device,
      long targetHi,
      long targetLo,
      long sourceHi,
      long sourceLo,
      long destinationHi,
      long destinationLo,
      int flags,
      boolean withAddress) {
    Packet packet = allocate(device, withAddress);
    byte[] bytes = packet.bytes();
    int at = packet.head();
    NeighbourDiscovery.flags(bytes, at, flags);
    NeighbourDiscovery.target(bytes, at, targetHi, targetLo);
    if (withAddress) {
      NeighbourOption.writeMac(
          bytes,
          at + NeighbourDiscovery.NEIGHBOUR_HEADER,
          NeighbourOption.TARGET_ADDRESS,
          device.address().value());
    }
    Icmpv6.type(bytes, at, Icmpv6.NEIGHBOUR_ADVERTISEMENT);
    send(packet, device, sourceHi, sourceLo, destinationHi, destinationLo);
  }

  /// Asks for routers (RFC 4861 section 4.1).
  void solicitRouters(
      NetDevice device,
      long sourceHi,
      long sourceLo,
      long destinationHi,
      long destinationLo,
      boolean withAddress) {
    boolean six = device.addressLength() == Ipv6.ADDRESS;
    int option = six ? NeighbourOption.ADDRESS6 : OPTION;
    int length = NeighbourDiscovery.SOLICITATION_HEADER + (withAddress ? option : 0);
    Packet packet = allocate(device, length);
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int to = at + NeighbourDiscovery.SOLICITATION_HEADER;
    if (withAddress && six) {
      NeighbourOption.writeAddress6(bytes, to, NeighbourOption.SOURCE_ADDRESS, device.linkIpv6());
    } else if (withAddress) {
      NeighbourOption.writeMac(bytes, to, NeighbourOption.SOURCE_ADDRESS, linkAddress(device));
    }
    Icmpv6.type(bytes, at, Icmpv6.ROUTER_SOLICITATION);
    send(packet, device, sourceHi, sourceLo, destinationHi, destinationLo);
  }

  /// The device's address as the six bytes of an option: four of them and padding for an address of
  /// IPv4.
  private static long linkAddress(NetDevice device) {
    return device.addressLength() == Mac.BYTES
        ? device.address().value()
        : Integer.toUnsignedLong(device.linkIpv4()) << 16;
  }

  /// Names a better first hop to the sender of a packet (RFC 4861 section 4.5), with the hop's
  /// link-layer address unless that is 0, and as much of the packet as fits.
  void redirect(
      Packet about,
      NetDevice device,
      InterfaceAddress own,
      long targetHi,
      long targetLo,
      long mac) {
    byte[] quoted = about.bytes();
    int ip = about.network();
    int fixed = NeighbourDiscovery.REDIRECT_HEADER + (mac == 0 ? 0 : OPTION);
    int room = (Ipv6.MIN_MTU - Ipv6.HEADER - fixed) & ~7;
    int quote = Math.min(room, about.tail() - ip + NeighbourOption.HEADER) & ~7;
    Packet packet = allocate(device, fixed + quote);
    byte[] bytes = packet.bytes();
    int at = packet.head();
    Icmpv6.type(bytes, at, Icmpv6.REDIRECT);
    NeighbourDiscovery.target(bytes, at, targetHi, targetLo);
    NeighbourDiscovery.destination(
        bytes, at, Ipv6.destinationHi(quoted, ip), Ipv6.destinationLo(quoted, ip));
    int option = at + NeighbourDiscovery.REDIRECT_HEADER;
    if (mac != 0) {
      option = NeighbourOption.writeMac(bytes, option, NeighbourOption.TARGET_ADDRESS, mac);
    }
    int length = quote - NeighbourOption.HEADER;
    int from = NeighbourOption.writeRedirected(bytes, option, length);
    System.arraycopy(quoted, ip, bytes, from, length);
    send(
        packet,
        device,
        own.localHi(),
        own.localLo(),
        Ipv6.sourceHi(quoted, ip),
        Ipv6.sourceLo(quoted, ip));
  }

  private static Packet allocate(NetDevice device, boolean withOption) {
    return allocate(device, NeighbourDiscovery.NEIGHBOUR_HEADER + (withOption ? OPTION : 0));
  }

  private static Packet allocate(NetDevice device, int length) {
    World world = device.netns().world();
    Packet packet = world.allocate(length);
    int at = packet.put(length);
    Arrays.fill(packet.bytes(), at, at + length, (byte) 0);
    packet.transport(at);
    return packet;
  }

  private void send(
      Packet packet,
      NetDevice device,
      long sourceHi,
      long sourceLo,
      long destinationHi,
      long destinationLo) {
    int message = packet.head();
    int ip = Ipv6.push(packet, IpProtocol.ICMPV6, NeighbourDiscovery.HOP_LIMIT_REQUIRED);
    byte[] bytes = packet.bytes();
    InetDevice inet = InetDevice.inet6(device);
    if (inet != null) {
      Ipv6.trafficClass(bytes, ip, inet.setting(Ipv6Setting.NDISC_TCLASS));
    }
    Ipv6.source(bytes, ip, sourceHi, sourceLo);
    Ipv6.destination(bytes, ip, destinationHi, destinationLo);
    Icmpv6.fillChecksum(bytes, ip, message, packet.tail());
    packet.protocol(EtherType.IPV6);
    output.sendOnLink(packet, device);
  }
}
