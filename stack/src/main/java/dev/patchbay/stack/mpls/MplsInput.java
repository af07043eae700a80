package dev.patchbay.stack.mpls;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mpls;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.stack.ip.IpCounter;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6Counter;
import dev.patchbay.stack.ip6.Ip6Counters;
import org.jspecify.annotations.Nullable;

/// What becomes of labelled packets that come in (`mpls_forward`): the outermost label is taken
/// away, others perhaps put in its place, and they go on to the next router, or down to IP.
final class MplsInput {
  private static final int IPV4_VERSION = 4;
  private static final int IPV6_VERSION = 6;

  private final World world;

  MplsInput(World world) {
    this.world = world;
  }

  void receive(Packet packet, NetDevice device) {
    MplsDevice part = MplsDevice.of(device);
    if (part == null) {
      world.drop(packet, DropReason.UNHANDLED_PROTO);
      return;
    }
    part.rxPackets++;
    part.rxBytes += packet.length();
    if (part.input() == 0) {
      part.rxDropped++;
      world.drop(packet, DropReason.MPLS_INPUT_OFF);
    } else if (packet.type() != Packet.Type.HOST) {
      fail(packet, part, DropReason.OTHERHOST);
    } else if (packet.length() < Mpls.ENTRY) {
      fail(packet, part, DropReason.HDR_TRUNC);
    } else {
      forward(packet, device, part);
    }
  }

  private void fail(Packet packet, MplsDevice part, DropReason reason) {
    part.rxErrors++;
    world.drop(packet, reason);
  }

  private void forward(Packet packet, NetDevice device, MplsDevice part) {
    int entry = Mpls.entry(packet.bytes(), packet.head());
    MplsTable table = MplsTable.of(device.netns());
    MplsRoute route = table.route(Mpls.label(entry));
    if (route == null) {
      part.rxNoroute++;
      world.drop(packet, DropReason.MPLS_NOROUTE);
      return;
    }
    MplsHop hop = choose(route, packet);
    if (hop == null) {
      fail(packet, part, DropReason.DEV_DOWN);
      return;
    }
    packet.pull(Mpls.ENTRY);
    packet.owner(null);
    packet.destination(null);
    if (Mpls.ttl(entry) <= 1) {
      fail(packet, part, DropReason.IP_TTL_EXPIRED);
      return;
    }
    NetDevice out = hop.device;
    findHeaders(packet, Mpls.isBottom(entry));
    if (out == null || !fits(packet, hop, out)) {
      cannotSend(packet, out);
      return;
    }
    go(packet, part, table, route, hop, out, entry);
  }

  private static boolean fits(Packet packet, MplsHop hop, NetDevice out) {
    int headroom = hop.labels.size() * Mpls.ENTRY;
    return MplsOutput.canSend(out) && !Segmentation.exceeds(packet, out.mtu() - headroom);
  }

  private void cannotSend(Packet packet, @Nullable NetDevice out) {
    if (out != null) {
      MplsDevice.countSendError(out);
    }
    boolean possible = out != null && MplsOutput.canSend(out);
    world.drop(packet, possible ? DropReason.PKT_TOO_BIG : DropReason.DEV_DOWN);
  }

  /// A packet that stands for many is cut by its headers below the labels.
  private static void findHeaders(Packet packet, boolean uncovered) {
    if (packet.segmentSize() == 0) {
      return;
    }
    byte[] bytes = packet.bytes();
    int at = packet.head();
    boolean bottom = uncovered;
    while (!bottom && packet.tail() - at > Mpls.ENTRY) {
      bottom = Mpls.isBottom(Mpls.entry(bytes, at));
      at += Mpls.ENTRY;
    }
    boolean four = version(bytes, at) == IPV4_VERSION;
    packet.transport(at + (four ? Ipv4.headerLength(bytes, at) : Ipv6.HEADER));
  }

  private void go(
      Packet packet,
      MplsDevice part,
      MplsTable table,
      MplsRoute route,
      MplsHop hop,
      NetDevice out,
      int entry) {
    int ttl = Mpls.ttl(entry) - 1;
    packet.edit();
    if (hop.labels.size() == 0 && Mpls.isBottom(entry)) {
      if (!uncover(packet, table, route, ttl)) {
        fail(packet, part, DropReason.IP_INHDR);
        return;
      }
      countOut(packet, out);
    } else {
      Mpls.push(packet, hop.labels, ttl, !Mpls.isBottom(entry));
      packet.protocol(EtherType.MPLS);
      packet.network(packet.head());
      MplsDevice.countSent(out, packet.length());
    }
    packet.device(out);
    if (packet.trace() != null) {
      world.note(packet, part.netns(), MplsStages.Switched.of(Mpls.label(entry), hop, out));
    }
    send(packet, out, hop.via);
  }

  /// The last label is gone: the packet is one of IP again (`mpls_egress`). False when it is none.
  private static boolean uncover(Packet packet, MplsTable table, MplsRoute route, int ttl) {
    if (packet.length() < Ipv4.HEADER) {
      return false;
    }
    byte[] bytes = packet.bytes();
    int at = packet.head();
    Boolean own = route.propagatesTtl;
    boolean propagates = own == null ? table.propagatesTtl() : own;
    packet.network(at);
    switch (payload(route, bytes, at)) {
      case IPV4_VERSION -> {
        packet.protocol(EtherType.IPV4);
        Ipv4.ttl(bytes, at, propagates ? ttl : Math.max(0, Ipv4.ttl(bytes, at) - 1));
        Ipv4.fillChecksum(bytes, at);
      }
      case IPV6_VERSION -> {
        packet.protocol(EtherType.IPV6);
        Ipv6.hopLimit(bytes, at, propagates ? ttl : Math.max(0, Ipv6.hopLimit(bytes, at) - 1));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int payload(MplsRoute route, byte[] bytes, int at) {
    if (route.payload == null) {
      return version(bytes, at);
    }
    return route.payload == Family.IPV4 ? IPV4_VERSION : IPV6_VERSION;
  }

  private static int version(byte[] bytes, int at) {
    return bytes[at] >>> 4 & 0xf;
  }

  private static void countOut(Packet packet, NetDevice out) {
    if (packet.protocol() == EtherType.IPV4) {
      IpStack.of(out)
          .counters()
          .count(IpCounter.OUT_REQUESTS, IpCounter.OUT_OCTETS, packet.length());
    } else {
      Ip6Counters.of(out).count(Ip6Counter.OUT_REQUESTS, Ip6Counter.OUT_OCTETS, packet.length());
    }
  }

  private static void send(Packet packet, NetDevice out, @Nullable MplsVia via) {
    switch (via) {
      case MplsVia.Router(Ip address) ->
          MplsOutput.toNeighbour(packet, out, address.family(), address.hi(), address.lo());
      case MplsVia.Station station -> toStation(packet, out, station.address().value());
      case null -> toStation(packet, out, out.address().value());
    }
  }

  private static void toStation(Packet packet, NetDevice out, long station) {
    out.pushHeader(packet, station, packet.protocol());
    out.send(packet);
  }

  // ---- several ways

  private static @Nullable MplsHop choose(MplsRoute route, Packet packet) {
    if (route.hops.length == 1) {
      return route.hops[0];
    }
    int alive = route.alive();
    return alive == 0 ? null : route.alive(Integer.remainderUnsigned(MplsHash.of(packet), alive));
  }
}
