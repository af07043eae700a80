package dev.patchbay.stack.igmp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpHeader;
import dev.patchbay.stack.ip.IpOptions;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import java.util.Objects;

/// Sends the messages of IGMP by a device: one hop far, with a router alert (RFC 3376 section 4,
/// `igmp_send_report`, `igmpv3_sendpack`).
final class IgmpSender {
  /// Bytes of the option that asks routers to look (RFC 2113).
  static final int ROUTER_ALERT = 4;

  private static final byte[] ALERT = {(byte) 0x94, ROUTER_ALERT, 0, 0};
  private static final int ALL_ROUTERS = 0xe000_0002;

  /// The precedence of messages that networks run by.
  private static final int INTERNETWORK_CONTROL = 0xc0;

  private IgmpSender() {}

  /// Sends a message of version 1 or 2 about a group.
  static void send(NetDevice device, int type, int group) {
    Packet packet = device.netns().world().allocate(Igmp.HEADER);
    int at = packet.put(Igmp.HEADER);
    Igmp.type(packet.bytes(), at, type);
    Igmp.responseDelay(packet.bytes(), at, 0);
    Igmp.group(packet.bytes(), at, group);
    send(packet, device, type == Igmp.LEAVE ? ALL_ROUTERS : group);
  }

  /// Sends a message, which is all of the packet and lacks its checksum only.
  static void send(Packet packet, NetDevice device, int destination) {
    IpStack stack = IpStack.of(device);
    Igmp.fillChecksum(packet.bytes(), packet.head(), packet.tail());
    Flow flow = new Flow();
    flow.destinationHi = Ip.hi(destination);
    flow.output = device;
    flow.protocol = IpProtocol.IGMP;
    Route route = device.isUp() ? stack.fib().output(flow) : null;
    if (route == null) {
      device.netns().world().consume(packet);
      return;
    }
    IpHeader header = new IpHeader();
    header.route = route;
    header.source = (int) (flow.sourceHi >>> 32);
    header.destination = destination;
    header.protocol = IpProtocol.IGMP;
    header.tos = INTERNETWORK_CONTROL;
    header.ttl = 1;
    header.dontFragment = true;
    header.options = Objects.requireNonNull(IpOptions.given(ALERT, address -> false));
    stack.output().send(packet, header);
  }

  /// Bytes of an IP header of these messages.
  static int header() {
    return Ipv4.HEADER + ROUTER_ALERT;
  }
}
