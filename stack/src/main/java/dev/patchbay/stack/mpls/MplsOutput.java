package dev.patchbay.stack.mpls;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mpls;
import dev.patchbay.packet.MplsTunnel;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.route.LabelSender;
import dev.patchbay.stack.route.Route;
import java.util.Objects;

/// Gives packets of IP the labels that their route says (`mpls_xmit`).
final class MplsOutput implements LabelSender {
  @Override
  public int send(Packet packet, Route route) {
    NetDevice device = route.device();
    World world = device.netns().world();
    MplsTunnel tunnel = Objects.requireNonNull(route.labels());
    if (!canSend(device) || Segmentation.exceeds(packet, device.mtu() - tunnel.headroom())) {
      MplsDevice.countSendError(device);
      world.drop(packet, canSend(device) ? DropReason.PKT_TOO_BIG : DropReason.DEV_DOWN);
      return Errno.EINVAL.number();
    }
    Mpls.push(packet, tunnel.labels(), ttl(packet, route, tunnel), false);
    label(packet, device);
    MplsDevice.countSent(device, packet.length());
    if (packet.trace() != null) {
      world.note(packet, device.netns(), new MplsStages.Pushed(tunnel.labels().toString()));
    }
    Family family = route.gatewayFamily() == null ? route.family() : route.gatewayFamily();
    // Without a gateway the kernel looks for the neighbour of no address.
    return toNeighbour(packet, device, family, route.gatewayHi(), route.gatewayLo());
  }

  /// It is a labelled packet now, and no route of IP says more about it.
  static void label(Packet packet, NetDevice device) {
    packet.protocol(EtherType.MPLS);
    packet.network(packet.head());
    packet.destination(null);
    packet.device(device);
  }

  /// `mpls_output_possible`
  static boolean canSend(NetDevice device) {
    return device.isUp() && device.hasCarrier();
  }

  /// `neigh_xmit`
  static int toNeighbour(Packet packet, NetDevice device, Family family, long hi, long lo) {
    Neighbour neighbour =
        NeighbourTable.of(device.netns().machine(), family).obtain(device, hi, lo);
    if (neighbour == null) {
      device.netns().world().drop(packet, DropReason.NEIGH_CREATEFAIL);
      return Errno.ENOBUFS.number();
    }
    return neighbour.send(packet);
  }

  /// The route's own, that of the packet's header, or the one of the namespace.
  private static int ttl(Packet packet, Route route, MplsTunnel tunnel) {
    if (tunnel.ttl() > 0) {
      return tunnel.ttl();
    }
    MplsTable table = MplsTable.of(route.device().netns());
    if (tunnel.ttl() == MplsTunnel.USUAL_TTL && !table.propagatesTtl()) {
      return table.defaultTtl();
    }
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    return route.family() == Family.IPV4 ? Ipv4.ttl(bytes, ip) : Ipv6.hopLimit(bytes, ip);
  }
}
