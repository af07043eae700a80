package dev.patchbay.device.bridge;

import dev.patchbay.core.DropReason;
import dev.patchbay.device.bridge.multicast.BridgeContext;
import dev.patchbay.device.bridge.multicast.MdbEntry;
import dev.patchbay.device.bridge.multicast.PortGroup;
import dev.patchbay.device.bridge.multicast.Routers;
import dev.patchbay.device.bridge.multicast.SnoopedPort;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// The way of a frame whose group is known, or which nobody but routers may want: to the ports that
/// want the group, and to those behind which there is a router (`br_multicast_flood`).
final class GroupForwarding {
  private GroupForwarding() {}

  /// Sends copies, and the frame itself to the last port unless `keep`; `own` is the bridge's own
  /// frame. Both lists are by port number, the highest first: each port is met once.
  static void flood(
      BridgeDevice bridge,
      BridgeContext context,
      Packet packet,
      @Nullable MdbEntry entry,
      boolean keep,
      boolean own) {
    if (packet.trace() != null) {
      bridge.netns().world().note(packet, bridge.netns(), BridgeStages.group(bridge, entry));
    }
    Routers routers = context.routers(packet.protocol());
    boolean bySources = entry != null && context.isBySources(entry);
    PortGroup member = entry == null ? null : entry.port(0);
    SnoopedPort router = routers.port(0);
    BridgePort previous = null;
    for (int i = 0, k = 0; member != null || router != null; ) {
      int memberNumber = member == null ? 0 : member.port().number();
      int routerNumber = router == null ? 0 : router.number();
      BridgePort next = null;
      if (member == null || memberNumber <= routerNumber) {
        next = (BridgePort) router;
      } else if (member.port().sendsUnicast()) {
        deliverTo(bridge, member, packet, own);
      } else if (member.forwards(bySources)) {
        next = (BridgePort) member.port();
      }
      if (next != null && Forwarding.delivers(next, packet)) {
        bridge.snooping().countSent(next, packet);
        if (previous != null) {
          Forwarding.forward(bridge, previous, bridge.netns().world().clone(packet), own);
        }
        previous = next;
      }
      int met = Math.max(memberNumber, routerNumber);
      if (entry != null && memberNumber == met) {
        member = entry.port(++i);
      }
      if (routerNumber == met) {
        router = routers.port(++k);
      }
    }
    if (previous != null) {
      Packet last = keep ? bridge.netns().world().clone(packet) : packet;
      Forwarding.forward(bridge, previous, last, own);
    } else if (!keep) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_NO_EGRESS);
    }
  }

  /// A frame of its own to one listener, unless that sent it (`maybe_deliver_addr`).
  private static void deliverTo(BridgeDevice bridge, PortGroup member, Packet packet, boolean own) {
    BridgePort port = (BridgePort) member.port();
    boolean soliloquy =
        packet.device() == port.device()
            && Ethernet.source(packet.bytes(), packet.link()) == member.mac();
    if (soliloquy || !Forwarding.delivers(port, packet)) {
      return;
    }
    Packet copy = bridge.netns().world().clone(packet);
    copy.edit();
    Ethernet.destination(copy.bytes(), copy.link(), member.mac());
    Forwarding.forward(bridge, port, copy, own);
  }
}
