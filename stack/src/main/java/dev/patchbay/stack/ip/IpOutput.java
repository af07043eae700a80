package dev.patchbay.stack.ip;

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
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.LabelSender;
import dev.patchbay.stack.route.MachineRoutes;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteExceptions;
import dev.patchbay.stack.route.RouteMetrics;
import dev.patchbay.stack.route.RouteType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What goes out (net/ipv4/ip_output.c): the header of what is sent here, the hooks OUTPUT and
/// POSTROUTING, pieces that fit the MTU, the neighbour.
///
/// Every stage returns 0, or the number of the error that the sender is told; the packet is gone
/// either way.
public final class IpOutput {
  private static final Continuation FINISH_OUTPUT =
      (packet, in, out) -> {
        NetDevice device = Objects.requireNonNull(out);
        return IpStack.of(device).output().finishOutput(packet, device);
      };

  private static final Continuation LOOP_BACK =
      (packet, in, out) -> {
        NetDevice device = Objects.requireNonNull(out);
        return IpStack.of(device).output().loopBack(packet, device);
      };

  /// How long a copy takes that goes back to its own namespace, in nanoseconds.
  private static final long CROSSING = 1_000;

  private static final long MILLISECOND = 1_000_000;
  private static final long DAY = 86_400_000;

  private final IpStack stack;
  private final Netns netns;
  private final World world;
  private final IpCounters counters;
  private final Fragmenter fragmenter;
  private final Flow flow = new Flow();
  private @Nullable AfterOutput free;
  private int lastId;

  IpOutput(IpStack stack) {
    this.stack = stack;
    this.netns = stack.netns();
    this.world = stack.world();
    this.counters = stack.counters();
    this.fragmenter = new Fragmenter(stack);
    this.lastId = netns.random("ip/id").nextInt(0x10000);
  }

  /// `ip_send_skb`: sends a socket's datagram or a message of ICMP; when it is refused on this
  /// machine, that is counted.
  public int sendDatagram(Packet packet, IpHeader header) {
    int error = send(packet, header);
    if (error > 0) {
      counters.count(IpCounter.OUT_DISCARDS);
    }
    return error;
  }

  // ---- ip_local_out

  /// Puts a header before the payload and sends the packet the way that the header's route says.
  public int send(Packet packet, IpHeader header) {
    Route route = Objects.requireNonNull(header.route);
    if (header.protocol == IpProtocol.ICMP) {
      counters.countIcmpOut(Icmp.type(packet.bytes(), packet.head()));
    }
    packet.transport(packet.head());
    IpOptions options = header.options;
    int optionBytes = options == null ? 0 : options.length();
    int at = packet.push(Ipv4.HEADER + optionBytes);
    Ipv4.write(
        packet.bytes(),
        at,
        header.tos,
        packet.length(),
        identification(header),
        header.dontFragment ? Ipv4.DONT_FRAGMENT : 0,
        ttl(header, route),
        header.protocol,
        header.source,
        header.destination);
    if (options != null) {
      writeOptions(packet, header, options);
    }
    packet.network(at);
    packet.destination(route);
    packet.flags(flags(header));
    return summedOut(packet);
  }

  private void writeOptions(Packet packet, IpHeader header, IpOptions options) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    Ipv4.headerLength(bytes, at, Ipv4.HEADER + options.length());
    options.writeTo(bytes, at, header.source, millisOfDay(), header.finalDestination);
    Ipv4.fillChecksum(bytes, at);
  }

  private int identification(IpHeader header) {
    if (header.identification >= 0) {
      return header.identification;
    }
    return !header.dontFragment || header.ignoreDontFragment ? ++lastId : 0;
  }

  private static int flags(IpHeader header) {
    return (header.ignoreDontFragment ? IpFlags.IGNORE_DF : 0)
        | (header.probesPath ? IpFlags.PROBES_PATH : 0)
        | (header.quiet ? IpFlags.QUIET : 0);
  }

  /// Sends a packet that a program has given its header (`IP_HDRINCL`); what it left at 0, source
  /// and identification, is filled in, as are length and checksum (`raw_send_hdrinc`).
  public int sendIncluded(Packet packet, IpHeader header) {
    int at = packet.head();
    byte[] bytes = packet.bytes();
    packet.network(at);
    packet.transport(Ipv4.payload(bytes, at));
    if (Ipv4.source(bytes, at) == 0) {
      Ipv4.source(bytes, at, header.source);
    }
    if (Ipv4.identification(bytes, at) == 0 && !Ipv4.dontFragment(bytes, at)) {
      Ipv4.identification(bytes, at, ++lastId & 0xffff);
    }
    if (Ipv4.protocol(bytes, at) == IpProtocol.ICMP
        && Icmp.fits(bytes, packet.transport(), packet.tail())) {
      counters.countIcmpOut(Icmp.type(bytes, packet.transport()));
    }
    packet.destination(Objects.requireNonNull(header.route));
    packet.flags(0);
    return localOut(packet);
  }

  private int ttl(IpHeader header, Route route) {
    if (header.ttl != 0) {
      return header.ttl;
    }
    if (route.type() == RouteType.MULTICAST) {
      return 1;
    }
    int own = route.metric(RouteMetrics.HOPLIMIT);
    return own == 0 ? stack.settings().get(IpSetting.IP_DEFAULT_TTL) : own;
  }

  /// Sends a packet of this namespace, whose header is whole but for length and checksum, and whose
  /// route has been found.
  public int localOut(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    Ipv4.totalLength(bytes, at, packet.length());
    Ipv4.fillChecksum(bytes, at);
    return summedOut(packet);
  }

  private int summedOut(Packet packet) {
    packet.protocol(EtherType.IPV4);
    Route route = Route.of(packet);
    if (packet.trace() != null) {
      world.note(packet, netns, IpStages.routed(netns, packet, route, null));
    }
    Hook hook = netns.activeHook(HookFamily.IPV4, HookPoint.OUTPUT);
    if (hook == null) {
      return output(packet);
    }
    return hook.run(packet, null, route.device(), take().remember(packet));
  }

  private AfterOutput take() {
    AfterOutput taken = free;
    if (taken == null) {
      return new AfterOutput(this);
    }
    free = taken.nextFree;
    taken.nextFree = null;
    return taken;
  }

  void free(AfterOutput used) {
    used.nextFree = free;
    free = used;
  }

  /// Finds the route anew of a packet whose addresses or mark a hook has changed, and sends it on.
  int routeAgain(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    int source = Ipv4.source(bytes, at);
    flow.clear();
    flow.destinationHi = Ip.hi(Ipv4.destination(bytes, at));
    flow.sourceHi = isUsableSource(source, Route.of(packet).device()) ? Ip.hi(source) : 0;
    flow.anySource = true;
    flow.tos = Ipv4.tos(bytes, at);
    flow.mark = packet.mark();
    Route route = stack.fib().output(flow);
    if (route == null) {
      world.drop(packet, DropReason.IP_OUTNOROUTES);
      return flow.error;
    }
    packet.destination(route);
    if (packet.trace() != null) {
      world.note(packet, netns, IpStages.routed(netns, packet, route, null));
    }
    return output(packet);
  }

  private boolean isUsableSource(int address, NetDevice device) {
    RouteType type = stack.fib().addressType(Ip.hi(address), device);
    return type == RouteType.LOCAL || type == RouteType.UNICAST;
  }

  // ---- ip_output

  /// Sends a packet, made here or forwarded, the way its route says.
  int output(Packet packet) {
    Route route = Route.of(packet);
    NetDevice device = route.device();
    counters.count(IpCounter.OUT_REQUESTS, IpCounter.OUT_OCTETS, packet.length());
    packet.device(device);
    packet.protocol(EtherType.IPV4);
    if (route.type() == RouteType.MULTICAST || route.type() == RouteType.BROADCAST) {
      if (!outputToMany(packet, route, device)) {
        return 0;
      }
    }
    Hook hook = netns.activeHook(HookFamily.IPV4, HookPoint.POSTROUTING);
    int told = hook == null ? Hook.PASS : hook.judge(packet, null, device, FINISH_OUTPUT);
    return told == Hook.PASS ? finishOutput(packet, device) : told;
  }

  /// `ip_mc_output`: this namespace hears what it sends to many. False when nobody else does.
  private boolean outputToMany(Packet packet, Route route, NetDevice device) {
    if (!device.isLoopback() && hearsItself(packet, route, device)) {
      Packet copy = world.clone(packet);
      Hook hook = netns.activeHook(HookFamily.IPV4, HookPoint.POSTROUTING);
      if (hook == null) {
        loopBack(copy, device);
      } else {
        hook.run(copy, null, device, LOOP_BACK);
      }
    }
    boolean leaves =
        route.type() != RouteType.MULTICAST || Ipv4.ttl(packet.bytes(), packet.network()) > 0;
    if (!leaves) {
      world.drop(packet, DropReason.IP_TTL_EXPIRED);
    }
    return leaves;
  }

  private boolean hearsItself(Packet packet, Route route, NetDevice device) {
    if (route.type() == RouteType.BROADCAST) {
      return !route.isDirected();
    }
    InetDevice inet = InetDevice.inet(device);
    int group = Ipv4.destination(packet.bytes(), packet.network());
    return (packet.flags() & (IpFlags.FORWARDED | IpFlags.QUIET)) == 0
        && inet != null
        && inet.isMember(Ip.hi(group), 0);
  }

  /// `dev_loopback_xmit`
  private int loopBack(Packet packet, NetDevice device) {
    packet.type(Packet.Type.LOOPBACK);
    packet.owner(null);
    Timer crossing =
        new Timer(
            netns.machine().number(),
            () -> {
              world.takeUp(packet);
              if (device.isRegistered() && device.netns() == netns) {
                stack.input().receive(packet, device);
              } else {
                world.drop(packet, DropReason.DEV_GONE);
              }
            });
    world.loop().arm(crossing, world.loop().now() + CROSSING);
    return 0;
  }

  // ---- ip_finish_output

  private int finishOutput(Packet packet, NetDevice device) {
    int mtu = mtu(packet, Route.of(packet));
    return Segmentation.exceeds(packet, mtu)
        ? fragment(packet, device, mtu)
        : finishOutput2(packet, device);
  }

  /// `ip_skb_dst_mtu`
  private int mtu(Packet packet, Route route) {
    if ((packet.flags() & IpFlags.PROBES_PATH) != 0) {
      return route.device().mtu();
    }
    int destination = Ipv4.destination(packet.bytes(), packet.network());
    return (packet.flags() & IpFlags.FORWARDED) != 0
        ? stack.pathMtu().forwarding(route, destination)
        : stack.pathMtu().of(route, destination);
  }

  /// `ip_fragment`
  private int fragment(Packet packet, NetDevice device, int mtu) {
    boolean refused =
        Ipv4.dontFragment(packet.bytes(), packet.network())
            && (packet.flags() & IpFlags.IGNORE_DF) == 0;
    if (!refused) {
      return fragmenter.fragment(packet, device, mtu);
    }
    counters.count(IpCounter.FRAG_FAILS);
    stack.icmp().send(packet, device, Icmp.UNREACHABLE, Icmp.FRAGMENTATION_NEEDED, mtu);
    world.drop(packet, DropReason.PKT_TOO_BIG);
    return Errno.EMSGSIZE.number();
  }

  /// Hands the packet, or a piece of one, to the neighbour.
  int finishOutput2(Packet packet, NetDevice device) {
    Route route = Route.of(packet);
    if (route.type() == RouteType.MULTICAST) {
      counters.count(IpCounter.OUT_MCAST_PKTS, IpCounter.OUT_MCAST_OCTETS, packet.length());
    } else if (route.type() == RouteType.BROADCAST) {
      counters.count(IpCounter.OUT_BCAST_PKTS, IpCounter.OUT_BCAST_OCTETS, packet.length());
    }
    if (route.givesLabels()) {
      return sendLabelled(packet, route);
    }
    Neighbour neighbour = nextHop(route, packet);
    if (neighbour == null) {
      world.drop(packet, DropReason.NEIGH_CREATEFAIL);
      return Errno.ENOBUFS.number();
    }
    return neighbour.send(packet);
  }

  /// `lwtunnel_xmit`
  private int sendLabelled(Packet packet, Route route) {
    LabelSender sender = MachineRoutes.of(netns.machine()).labelSender();
    if (sender == null) {
      world.drop(packet, DropReason.IP_OUTNOROUTES);
      return Errno.EOPNOTSUPP.number();
    }
    return sender.send(packet, route);
  }

  /// `ip_neigh_for_gw`
  private @Nullable Neighbour nextHop(Route route, Packet packet) {
    long destination = Ip.hi(Ipv4.destination(packet.bytes(), packet.network()));
    if (!stack.exceptions().isEmpty()) {
      RouteExceptions.Entry known = stack.exceptions().find(route, destination, 0);
      if (known != null && known.hasGateway()) {
        return stack.neighbours().obtain(route.device(), known.gatewayHi(), 0);
      }
    }
    if (route.gatewayFamily() == Family.IPV6) {
      return NeighbourTable.of(netns.machine(), Family.IPV6).forRoute(route, 0, 0);
    }
    return stack.neighbours().forRoute(route, destination, 0);
  }

  /// Counts a packet of a program for which there was no route.
  public void countNoRoute(int error) {
    if (error == Errno.ENETUNREACH.number()) {
      counters.count(IpCounter.OUT_NO_ROUTES);
    }
  }

  /// Something above has heard from the neighbour by which `destination` is reached
  /// (`dst_confirm_neigh`).
  public void confirm(Route route, int destination) {
    Neighbour neighbour =
        route.hasGateway()
            ? (Neighbour) route.neighbour()
            : stack.neighbours().find(route.device(), Ip.hi(destination), 0);
    if (neighbour != null) {
      neighbour.confirm();
    }
  }

  // ---- addresses and times for headers

  /// The address by which a packet is sent on: what a host of the next network would see as the
  /// source (`ip_rt_get_source`).
  int sourceTowards(Packet packet, NetDevice in) {
    Route route = Route.of(packet);
    byte[] bytes = packet.bytes();
    int at = packet.network();
    flow.clear();
    flow.destinationHi = Ip.hi(Ipv4.destination(bytes, at));
    flow.output = route.device();
    flow.tos = Ipv4.tos(bytes, at);
    flow.mark = packet.mark();
    if (stack.fib().output(flow) != null) {
      return (int) (flow.sourceHi >>> 32);
    }
    long next = route.hasGateway() ? route.gatewayHi() : flow.destinationHi;
    return (int) (stack.fib().selectSource(route.device(), next, Scope.GLOBAL) >>> 32);
  }

  /// The address of this namespace that a packet was meant for: its destination, or if that stands
  /// for many, the address by which its sender is answered (`fib_compute_spec_dst`).
  public int specificDestination(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    Route route = Route.of(packet);
    if (IpInput.isLocal(route)) {
      return Ipv4.destination(bytes, at);
    }
    int sender = Ipv4.source(bytes, at);
    flow.clear();
    flow.destinationHi = Ip.hi(sender);
    flow.output = L3Master.of(device);
    flow.tos = Ipv4.tos(bytes, at);
    if (!Ipv4.isZeroNet(sender) && stack.fib().output(flow) != null) {
      return (int) (flow.sourceHi >>> 32);
    }
    return (int) (stack.fib().selectSource(device, Ip.hi(sender), Scope.LINK) >>> 32);
  }

  /// Whether the address is one of this namespace.
  public boolean isLocal(int address) {
    return stack.fib().addressType(Ip.hi(address), 0) == RouteType.LOCAL;
  }

  /// The time that timestamp options and messages carry: milliseconds since midnight.
  int millisOfDay() {
    return (int) (world.loop().now() / MILLISECOND % DAY);
  }
}
