package dev.patchbay.stack.ip6;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.ip.IpFlags;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.LabelSender;
import dev.patchbay.stack.route.MachineRoutes;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteExceptions;
import dev.patchbay.stack.route.RouteMetrics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The way of an IPv6 packet out (net/ipv6/ip6_output.c).
///
/// Every stage returns 0, or the number of the error that the sender is told; the packet is gone
/// either way.
public final class Ip6Output {
  private static final Continuation FINISH =
      (packet, in, out) -> out == null ? 0 : of(out).finishOutput(packet, out);

  private static final Continuation LOOP_BACK =
      (packet, in, out) -> out == null ? 0 : loopBack(packet, out);

  /// How long a copy takes that goes back to its own namespace, in nanoseconds.
  private static final long CROSSING = 1_000;

  private static final int DEFAULT_HOPS = 64;

  private final NeighbourTable neighbours;
  private @Nullable AfterOutput6 free;
  private @Nullable Icmp6 icmp;

  Ip6Output(NeighbourTable neighbours) {
    this.neighbours = neighbours;
  }

  void icmp(Icmp6 value) {
    icmp = value;
  }

  private static Ip6Output of(NetDevice device) {
    return Ip6.of(device.netns().machine()).output();
  }

  /// `ip6_send_skb`: sends a socket's datagram or a message of ICMPv6; when it is refused on this
  /// machine, that is counted.
  public int sendDatagram(Packet packet, Ip6Header header) {
    NetDevice device = Objects.requireNonNull(header.route).device();
    int error = send(packet, header);
    if (error > 0) {
      Ip6Counters.of(device).count(Ip6Counter.OUT_DISCARDS);
    }
    return error;
  }

  // ---- ip6_local_out

  /// Puts a header before the payload and sends the packet the way that the header's route says;
  /// the checksum of ICMPv6 is filled in.
  public int send(Packet packet, Ip6Header header) {
    Route route = Objects.requireNonNull(header.route);
    int at = packet.head();
    packet.transport(at);
    int ip = Ipv6.push(packet, header.protocol, hopLimit(header, route));
    byte[] bytes = packet.bytes();
    Ipv6.trafficClass(bytes, ip, header.trafficClass);
    Ipv6.flowLabel(bytes, ip, Ip6Netns.of(route.device().netns()).flowLabel(packet, header));
    Ipv6.source(bytes, ip, header.sourceHi, header.sourceLo);
    Ipv6.destination(bytes, ip, header.destinationHi, header.destinationLo);
    if (header.protocol == IpProtocol.ICMPV6) {
      Icmpv6.fillChecksum(bytes, ip, packet.transport(), packet.tail());
    }
    packet.destination(route);
    packet.flags((header.mayCut ? IpFlags.IGNORE_DF : 0) | (header.quiet ? IpFlags.QUIET : 0));
    return localOut(packet);
  }

  /// `ip6_dst_hoplimit`
  private static int hopLimit(Ip6Header header, Route route) {
    if (header.hopLimit >= 0) {
      return header.hopLimit;
    }
    if (Ipv6.isMulticast(header.destinationHi)) {
      return 1;
    }
    int own = route.metric(RouteMetrics.HOPLIMIT);
    InetDevice inet = InetDevice.inet6(route.device());
    if (own != 0) {
      return own;
    }
    return inet == null ? DEFAULT_HOPS : inet.setting(Ipv6Setting.HOP_LIMIT);
  }

  /// Sends a packet of this namespace, whose header stands at its head and whose route has been
  /// found.
  public int localOut(Packet packet) {
    Route route = Route.of(packet);
    NetDevice device = route.device();
    packet.network(packet.head());
    if (packet.trace() != null) {
      device
          .netns()
          .world()
          .note(packet, device.netns(), Ip6Stages.routed(device.netns(), packet, route, null));
    }
    if (Ipv6.nextHeader(packet.bytes(), packet.network()) == IpProtocol.ICMPV6) {
      Ip6Counters.of(device).countIcmpOut(Icmpv6.type(packet.bytes(), packet.transport()));
    }
    return localOut(packet, device);
  }

  /// Sends a packet by a device, to the destination itself, whatever the routes say: neighbour
  /// discovery.
  ///
  /// What a device without a carrier drops counts as a packet, but not as a message.
  void sendOnLink(Packet packet, NetDevice device) {
    int type = Icmpv6.type(packet.bytes(), packet.transport());
    boolean active = device.isActive();
    packet.network(packet.head());
    packet.flags(IpFlags.QUIET);
    if (localOut(packet, device) == 0 && active) {
      Ip6Counters.of(device).countIcmpOut(type);
    }
  }

  private int localOut(Packet packet, NetDevice device) {
    packet.protocol(EtherType.IPV6);
    packet.device(device);
    Ip6Counters counters = Ip6Counters.of(device);
    counters.count(Ip6Counter.OUT_REQUESTS, Ip6Counter.OUT_OCTETS, packet.length());
    return throughOutput(packet, device);
  }

  /// Sends the copy of a packet, whose route has been found, as one from here; it counts as none.
  public int sendCopy(Packet packet) {
    packet.protocol(EtherType.IPV6);
    return throughOutput(packet, Route.of(packet).device());
  }

  private int throughOutput(Packet packet, NetDevice device) {
    Hook hook = device.netns().activeHook(HookFamily.IPV6, HookPoint.OUTPUT);
    return hook == null
        ? output(packet, device)
        : hook.run(packet, null, device, take().remember(packet));
  }

  private AfterOutput6 take() {
    AfterOutput6 taken = free;
    if (taken == null) {
      return new AfterOutput6(this);
    }
    free = taken.nextFree;
    taken.nextFree = null;
    return taken;
  }

  void free(AfterOutput6 used) {
    used.nextFree = free;
    free = used;
  }

  /// Finds the route anew of a packet whose addresses or mark a hook has changed, and sends it on;
  /// a destination of the link keeps its device.
  int routeAgain(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    long hi = Ipv6.destinationHi(bytes, ip);
    Flow flow = new Flow();
    flow.destinationHi = hi;
    flow.destinationLo = Ipv6.destinationLo(bytes, ip);
    flow.sourceHi = Ipv6.sourceHi(bytes, ip);
    flow.sourceLo = Ipv6.sourceLo(bytes, ip);
    flow.anySource = true;
    flow.output = Ipv6.isMulticast(hi) || Ipv6.isLinkLocal(hi) ? device : null;
    flow.mark = packet.mark();
    flow.tos = Ipv6.trafficClass(bytes, ip);
    flow.flowLabel = Ipv6.flowLabel(bytes, ip);
    Route route = Fib.of(device.netns(), Family.IPV6).output(flow);
    if (route == null || route.error() != 0) {
      Ip6Counters.of(device).count(Ip6Counter.OUT_NO_ROUTES);
      device.netns().world().drop(packet, DropReason.IP_OUTNOROUTES);
      return route == null ? Errno.ENETUNREACH.number() : route.error();
    }
    packet.destination(route);
    return output(packet, route.device());
  }

  // ---- ip6_output

  /// Sends a packet, made here or forwarded, by the device.
  int output(Packet packet, NetDevice device) {
    InetDevice inet = InetDevice.inet6(device);
    if (inet == null || inet.isDisabled()) {
      Ip6Counters.of(device).count(Ip6Counter.OUT_DISCARDS);
      device.netns().world().drop(packet, DropReason.IPV6DISABLED);
      return 0;
    }
    packet.device(device);
    packet.protocol(EtherType.IPV6);
    Hook hook = device.netns().activeHook(HookFamily.IPV6, HookPoint.POSTROUTING);
    return hook == null ? finishOutput(packet, device) : hook.run(packet, null, device, FINISH);
  }

  /// `ip6_finish_output`: cuts what is too large.
  private int finishOutput(Packet packet, NetDevice device) {
    int mtu = mtu(packet, device);
    if (!Segmentation.exceeds(packet, mtu)) {
      return finishOutput2(packet, device);
    }
    if ((packet.flags() & IpFlags.IGNORE_DF) != 0) {
      return Ip6Fragmenter.fragment(this, packet, device, mtu);
    }
    Ip6Counters.of(device).count(Ip6Counter.FRAG_FAILS);
    Objects.requireNonNull(icmp).error(packet, device, Icmpv6.PACKET_TOO_BIG, 0, mtu);
    device.netns().world().drop(packet, DropReason.PKT_TOO_BIG);
    return Errno.EMSGSIZE.number();
  }

  /// What was learned of a path holds for packets made here only.
  private static int mtu(Packet packet, NetDevice device) {
    Route route = (Route) packet.destination();
    if (route == null) {
      return device.mtu();
    }
    if ((packet.flags() & IpFlags.FORWARDED) != 0) {
      return route.mtu();
    }
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    return Ip6Netns.of(device.netns())
        .pathMtu()
        .of(route, Ipv6.destinationHi(bytes, ip), Ipv6.destinationLo(bytes, ip));
  }

  /// Hands the packet, or a piece of one, to the neighbour (`ip6_finish_output2`).
  int finishOutput2(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    long hi = Ipv6.destinationHi(bytes, ip);
    long lo = Ipv6.destinationLo(bytes, ip);
    if (Ipv6.isMulticast(hi) && !leaves(packet, device, hi, lo)) {
      return 0;
    }
    Route route = (Route) packet.destination();
    if (route != null && route.givesLabels()) {
      return sendLabelled(packet, route);
    }
    Neighbour neighbour = nextHop(route, device, hi, lo);
    if (neighbour == null) {
      device.netns().world().drop(packet, DropReason.NEIGH_CREATEFAIL);
      return Errno.EINVAL.number();
    }
    return neighbour.send(packet);
  }

  /// `lwtunnel_xmit`
  private static int sendLabelled(Packet packet, Route route) {
    Netns netns = route.device().netns();
    LabelSender sender = MachineRoutes.of(netns.machine()).labelSender();
    if (sender == null) {
      netns.world().drop(packet, DropReason.IP_OUTNOROUTES);
      return Errno.EOPNOTSUPP.number();
    }
    return sender.send(packet, route);
  }

  /// The neighbour that the packet goes to: the destination, the route's gateway, or the better one
  /// that a redirect has named.
  private @Nullable Neighbour nextHop(@Nullable Route route, NetDevice device, long hi, long lo) {
    if (route == null) {
      return neighbours.obtain(device, hi, lo);
    }
    RouteExceptions.Entry known = Ip6Netns.of(device.netns()).pathMtu().exception(route, hi, lo);
    return known != null && known.hasGateway()
        ? neighbours.obtain(device, known.gatewayHi(), known.gatewayLo())
        : neighbours.forRoute(route, hi, lo);
  }

  /// Whether the namespace has any address that the flow's destination could be sent to from.
  public boolean hasSource(Netns netns, Flow flow) {
    return Ip6Sources.choose(netns, null, flow);
  }

  /// Something above has heard from the neighbour by which the destination is reached
  /// (`dst_confirm_neigh`).
  public void confirm(Route route, long hi, long lo) {
    Neighbour neighbour =
        route.hasGateway()
            ? (Neighbour) route.neighbour()
            : neighbours.find(route.device(), hi, lo);
    if (neighbour != null) {
      neighbour.confirm();
    }
  }

  // ---- groups

  /// Gives this namespace its copy of what it sends to a group; whether the packet goes on, too.
  private boolean leaves(Packet packet, NetDevice device, long hi, long lo) {
    Ip6Counters.of(device)
        .count(Ip6Counter.OUT_MCAST_PKTS, Ip6Counter.OUT_MCAST_OCTETS, packet.length());
    if (device.isLoopback()) {
      return true;
    }
    if (hearsItself(packet, device, hi, lo)) {
      loopBackCopy(packet, device);
    }
    boolean insideNode = Ipv6.multicastScope(hi) <= 1;
    if (insideNode) {
      device.netns().world().consume(packet);
    } else if (Ipv6.hopLimit(packet.bytes(), packet.network()) == 0) {
      device.netns().world().drop(packet, DropReason.IP_TTL_EXPIRED);
      return false;
    }
    return !insideNode;
  }

  private static boolean hearsItself(Packet packet, NetDevice device, long hi, long lo) {
    InetDevice inet = InetDevice.inet6(device);
    return (packet.flags() & (IpFlags.FORWARDED | IpFlags.QUIET)) == 0
        && inet != null
        && inet.isMember(hi, lo);
  }

  private static void loopBackCopy(Packet packet, NetDevice device) {
    Packet copy = device.netns().world().clone(packet);
    Hook hook = device.netns().activeHook(HookFamily.IPV6, HookPoint.POSTROUTING);
    if (hook == null) {
      loopBack(copy, device);
    } else {
      hook.run(copy, null, device, LOOP_BACK);
    }
  }

  /// `dev_loopback_xmit`
  private static int loopBack(Packet packet, NetDevice device) {
    Netns netns = device.netns();
    World world = netns.world();
    packet.type(Packet.Type.LOOPBACK);
    packet.owner(null);
    packet.destination(null);
    packet.originalIndex(device.index());
    Timer crossing =
        new Timer(
            netns.machine().number(),
            () -> {
              world.takeUp(packet);
              if (device.isRegistered() && device.netns() == netns) {
                Ip6.of(netns.machine()).input().receive(packet, device);
              } else {
                world.drop(packet, DropReason.DEV_GONE);
              }
            });
    world.loop().arm(crossing, world.loop().now() + CROSSING);
    return 0;
  }
}
