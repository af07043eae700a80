package dev.patchbay.device.vxlan;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.NeighbourTable;

/// What a VXLAN device does in the place of stations behind other ends: answers ARP from its own
/// neighbours (`arp_reduce`), and routes past a router behind another end (`route_shortcircuit`).
final class VxlanProxy {
  private VxlanProxy() {}

  private static NeighbourTable neighbours(VxlanDevice device) {
    return NeighbourTable.of(device.netns().machine(), Family.IPV4);
  }

  /// Whether the frame is a question that ends here, answered or not; it is gone then.
  static boolean answers(VxlanDevice device, Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head() + Ethernet.HEADER;
    if (Ethernet.type(bytes, packet.head()) != EtherType.ARP) {
      return false;
    }
    if ((device.flags() & DeviceFlags.NOARP) == 0
        && Arp.fits(bytes, at, packet.tail())
        && Arp.operation(bytes, at) == Arp.REQUEST) {
      answer(device, bytes, at);
    }
    device.netns().world().consume(packet);
    return true;
  }

  private static void answer(VxlanDevice device, byte[] bytes, int at) {
    int wanted = Arp.targetIp(bytes, at);
    if (Ipv4.isLoopback(wanted) || Ipv4.isMulticast(wanted)) {
      return;
    }
    Neighbour neighbour = neighbours(device).find(device, Ip.hi(wanted), 0);
    if (neighbour == null || !neighbour.is(NeighbourState.CONNECTED)) {
      return;
    }
    VxlanEntry entry = device.fdb().find(neighbour.address(), device.config().network());
    if (entry != null && entry.remotes.getFirst().address.isUnspecified()) {
      return;
    }
    long asker = Arp.senderMac(bytes, at);
    int askerAddress = Arp.senderIp(bytes, at);
    Packet reply = device.netns().world().allocate(Arp.HEADER);
    Arp.push(reply, Arp.REPLY, neighbour.address(), wanted, asker, askerAddress);
    Ethernet.push(reply, asker, neighbour.address(), EtherType.ARP);
    device.loop(reply, Arp.HEADER);
  }

  /// Whether the frame, which is for a router, has been readdressed to its next hop; that must be
  /// known as a neighbour of the device.
  static boolean shortcut(VxlanDevice device, Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head() + Ethernet.HEADER;
    if (Ethernet.type(bytes, packet.head()) != EtherType.IPV4
        || !Ipv4.headerFits(bytes, at, packet.tail())) {
      return false;
    }
    Neighbour neighbour = neighbours(device).find(device, Ip.hi(Ipv4.destination(bytes, at)), 0);
    if (neighbour == null || neighbour.address() == Ethernet.destination(bytes, packet.head())) {
      return false;
    }
    byte[] own = packet.edit();
    Ethernet.source(own, packet.head(), Ethernet.destination(own, packet.head()));
    Ethernet.destination(own, packet.head(), neighbour.address());
    return true;
  }
}
