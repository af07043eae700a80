package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Option;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InterfaceAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sends the messages of multicast listener discovery: from the link-local address or from nobody,
/// one hop far, behind a router alert (RFC 3810 section 5, `igmp6_send`, `mld_sendpack`).
final class MulticastSender {
  /// Bytes of the hop-by-hop options in front of the message.
  static final int ROUTER_ALERT = 8;

  private MulticastSender() {}

  /// A packet for a message of at most so many bytes.
  static Packet allocate(NetDevice device, int length) {
    return device.netns().world().allocate(length);
  }

  /// Sends a message of version 1 about a group.
  static void send(Ip6Output output, NetDevice device, int type, long hi, long lo) {
    boolean done = type == Icmpv6.LISTENER_DONE;
    Packet packet = allocate(device, MulticastListener.HEADER);
    int at = packet.put(MulticastListener.HEADER);
    byte[] bytes = packet.bytes();
    Arrays.fill(bytes, at, at + MulticastListener.HEADER, (byte) 0);
    Icmpv6.type(bytes, at, type);
    MulticastListener.group(bytes, at, hi, lo);
    send(
        output,
        packet,
        device,
        done ? Ipv6.LINK_MULTICAST_HI : hi,
        done ? Ipv6.ALL_ROUTERS_LO : lo);
  }

  /// Sends a message, which is all of the packet and lacks its checksum only.
  static void send(Ip6Output output, Packet packet, NetDevice device, long hi, long lo) {
    int message = packet.head();
    packet.transport(message);
    writeRouterAlert(packet.bytes(), packet.push(ROUTER_ALERT));
    int ip = Ipv6.push(packet, IpProtocol.HOP_BY_HOP, 1);
    byte[] bytes = packet.bytes();
    Inet6Device inet = Inet6Device.of(device);
    InterfaceAddress own = inet == null ? null : NeighbourDiscoveryProtocol.linkLocal(inet);
    Ipv6.source(bytes, ip, hi(own), own == null ? 0 : own.localLo());
    Ipv6.destination(bytes, ip, hi, lo);
    message = packet.transport();
    Icmpv6.fillChecksum(bytes, ip, message, packet.tail());
    packet.protocol(EtherType.IPV6);
    output.sendOnLink(packet, device);
  }

  private static long hi(@Nullable InterfaceAddress own) {
    return own == null ? 0 : own.localHi();
  }

  /// RFC 2711 section 2.1: the packet holds a message of multicast listener discovery.
  private static void writeRouterAlert(byte[] bytes, int at) {
    Arrays.fill(bytes, at, at + ROUTER_ALERT, (byte) 0);
    bytes[at] = IpProtocol.ICMPV6;
    bytes[at + 2] = Ipv6Option.ROUTER_ALERT;
    bytes[at + 3] = 2;
    bytes[at + 6] = Ipv6Option.PAD_N;
  }
}
