package dev.patchbay.stack.udp;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip.TransportProtocol;
import dev.patchbay.stack.ip6.Icmp6;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.TransportProtocol6;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.socket.Ends;
import org.jspecify.annotations.Nullable;

/// Receives UDP above both families (`__udp4_lib_rcv`, `__udp6_lib_rcv`): finds the socket, or
/// tells the sender that there is none.
final class UdpInput implements TransportProtocol, TransportProtocol6 {
  private final Ends ends = new Ends();

  static boolean isIpv4(Packet packet) {
    return Ipv4.version(packet.bytes(), packet.network()) == 4;
  }

  /// Whether the checksum is right, as far as anybody must look.
  static boolean checksumHolds(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.transport();
    if (packet.checksum() != Packet.ChecksumState.NONE) {
      return true;
    }
    int length = Udp.length(bytes, at);
    if (isIpv4(packet)) {
      long pseudo = Checksum.pseudoV4(bytes, packet.network(), IpProtocol.UDP, length);
      return Udp.checksumHolds(bytes, at, pseudo);
    }
    // RFC 8200 section 8.1: above IPv6 there is always one.
    return Udp.checksum(bytes, at) != 0
        && Udp.checksumHolds(
            bytes, at, Checksum.pseudoV6(bytes, packet.network(), IpProtocol.UDP, length));
  }

  @Override
  public void receive(Packet packet, NetDevice device) {
    Netns netns = device.netns();
    UdpTable table = UdpTable.of(netns);
    Family family = isIpv4(packet) ? Family.IPV4 : Family.IPV6;
    UdpCounters counters = table.counters(family);
    byte[] bytes = packet.bytes();
    int at = packet.head();
    if (!takeLength(packet)) {
      counters.count(UdpCounter.IN_ERRORS);
      netns.world().drop(packet, DropReason.PKT_TOO_SMALL);
      return;
    }
    NetDevice by = inputDevice(packet, device, family);
    ends.read(packet, at);
    boolean unsummed = family == Family.IPV6 && Udp.checksum(bytes, at) == 0;
    if (!unsummed && isForMany(packet, family)) {
      deliverToAll(table, packet, by, family);
      return;
    }
    // The rules of a transparent proxy may have given it to a socket (`skb_steal_sock`).
    UdpSocket socket = packet.owner() instanceof UdpSocket given ? given : table.find(ends, by);
    if (unsummed && (socket == null || !socket.takesNoChecksum())) {
      refuse(packet, counters, netns.world());
    } else if (socket != null) {
      deliver(table, socket, packet, by, family);
    } else if (!checksumHolds(packet)) {
      refuse(packet, counters, netns.world());
    } else {
      counters.count(UdpCounter.NO_PORTS);
      unreachable(packet, device, family);
    }
  }

  /// The datagram may be shorter than its packet, not longer; no length at all above IPv6 is for
  /// jumbograms.
  private static boolean takeLength(Packet packet) {
    if (!Udp.fits(packet.bytes(), packet.head(), packet.tail())) {
      return false;
    }
    packet.trim(Udp.length(packet.bytes(), packet.head()));
    return true;
  }

  private static void refuse(Packet packet, UdpCounters counters, World world) {
    counters.count(UdpCounter.IN_CSUM_ERRORS);
    counters.count(UdpCounter.IN_ERRORS);
    world.drop(packet, DropReason.UDP_CSUM);
  }

  private static NetDevice inputDevice(Packet packet, NetDevice device, Family family) {
    return family == Family.IPV4
        ? IpStack.inputDevice(packet, device)
        : Icmp6.inputDevice(packet, device);
  }

  private static boolean isForMany(Packet packet, Family family) {
    if (family == Family.IPV6) {
      return Ipv6.isMulticast(Ipv6.destinationHi(packet.bytes(), packet.network()));
    }
    RouteType type = Route.of(packet).type();
    return type == RouteType.BROADCAST || type == RouteType.MULTICAST;
  }

  /// `udp_queue_rcv_one_skb`
  private static void deliver(
      UdpTable table, UdpSocket socket, Packet packet, NetDevice by, Family family) {
    Encapsulation encapsulation = socket.encapsulation();
    if (encapsulation != null) {
      boolean unsummed = Udp.checksum(packet.bytes(), packet.head()) == 0;
      if (!(unsummed && socket.takesNoChecksum()) && !checksumHolds(packet)) {
        refuse(packet, table.counters(family), by.netns().world());
        return;
      }
      if (encapsulation.receive(packet, by)) {
        return;
      }
    }
    packet.device(by);
    if (!socket.queue(packet)) {
      table.counters(family).count(UdpCounter.RCVBUF_ERRORS);
      table.counters(family).count(UdpCounter.IN_ERRORS);
    }
  }

  /// Every socket that wants it has a copy (`__udp4_lib_mcast_deliver`).
  private void deliverToAll(UdpTable table, Packet packet, NetDevice by, Family family) {
    UdpSocket first = nextWanting(table.chain(ends.localPort), by);
    if (first == null) {
      table.counters(family).count(UdpCounter.IGNORED_MULTI);
      by.netns().world().drop(packet, DropReason.NO_SOCKET);
      return;
    }
    UdpSocket socket = nextWanting(first.next, by);
    while (socket != null) {
      deliver(table, socket, by.netns().world().clone(packet), by, family);
      socket = nextWanting(socket.next, by);
    }
    deliver(table, first, packet, by, family);
  }

  private @Nullable UdpSocket nextWanting(@Nullable UdpSocket from, NetDevice by) {
    UdpSocket socket = from;
    while (socket != null && !(socket.localPort() == ends.localPort && socket.wants(ends, by))) {
      socket = socket.next;
    }
    return socket;
  }

  static void unreachable(Packet packet, NetDevice device, Family family) {
    packet.unpull(packet.head() - packet.network());
    if (family == Family.IPV4) {
      IpStack.of(device.netns())
          .icmp()
          .send(packet, device, Icmp.UNREACHABLE, Icmp.PORT_UNREACHABLE, 0);
    } else {
      Ip6.of(device.netns().machine())
          .icmp()
          .error(packet, device, Icmpv6.UNREACHABLE, Icmpv6.PORT_UNREACHABLE, 0);
    }
    device.netns().world().drop(packet, DropReason.NO_SOCKET);
  }

  // ---- errors

  /// `__udp4_lib_err`
  @Override
  public void error(IcmpError error) {
    Ends ends = Ends.of(error);
    UdpSocket socket = UdpTable.of(error.device().netns()).find(ends, error.device());
    if (socket == null) {
      errorOfTunnel(error, ends);
    } else {
      socket.tell(error, error.payload() + Udp.HEADER, ends.remotePort);
    }
  }

  /// What a tunnel sends comes from any port and goes to the one that it listens at itself
  /// (`__udp4_lib_err_encap`).
  private static void errorOfTunnel(IcmpError error, Ends ends) {
    ends.localPort = ends.remotePort;
    UdpSocket socket = UdpTable.of(error.device().netns()).find(ends, error.device());
    if (socket != null && socket.encapsulation() != null) {
      UdpSocket.tellTunnel(error);
    } else {
      IpStack.of(error.device().netns()).counters().countIcmpInError();
    }
  }

  /// `__udp6_lib_err`
  @Override
  public void error(Icmp6Error error) {
    Ends ends = Ends.of(error);
    UdpSocket socket = UdpTable.of(error.device().netns()).find(ends, error.device());
    if (socket == null) {
      Ip6.countIcmpInError(error.device().netns());
    } else {
      socket.tell(error, error.payload() + Udp.HEADER, ends.remotePort);
    }
  }
}
