package dev.patchbay.stack.ip;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.L3Receiver;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.SettingStage;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.MachineRouteSetting;
import dev.patchbay.stack.route.MachineRoutes;
import dev.patchbay.stack.route.NextHop;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import dev.patchbay.stack.route.SourceValidation;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What comes in (net/ipv4/ip_input.c): checks the header, finds the route, and delivers what is
/// for this namespace. The stages are the kernel's `ip_rcv`, `ip_rcv_finish`, `ip_local_deliver`,
/// `ip_local_deliver_finish`; a hook stands between the first two and between the last two.
final class IpInput {
  private static final Continuation RECEIVE_FINISH =
      (packet, in, out) -> {
        NetDevice device = Objects.requireNonNull(in);
        return IpStack.of(device).input().receiveFinish(packet, device);
      };

  private static final Continuation LOCAL_DELIVER_FINISH =
      (packet, in, out) -> {
        NetDevice device = Objects.requireNonNull(in);
        return IpStack.of(device).input().localDeliverFinish(packet, device);
      };

  private final IpStack stack;
  private final Netns netns;
  private final World world;
  private final IpCounters counters;
  private final TransportProtocols protocols;
  private final Flow flow = new Flow();
  private final RecentRoutes recentRoutes;

  IpInput(IpStack stack) {
    this.stack = stack;
    this.netns = stack.netns();
    this.world = stack.world();
    this.counters = stack.counters();
    this.protocols = TransportProtocols.of(netns.machine());
    this.recentRoutes = new RecentRoutes(stack.fib());
  }

  // ---- ip_rcv

  void receive(Packet packet, NetDevice device) {
    if (packet.type() == Packet.Type.OTHERHOST) {
      device.statistics().rxOtherhostDropped++;
      world.drop(packet, DropReason.OTHERHOST);
      return;
    }
    counters.count(IpCounter.IN_RECEIVES, IpCounter.IN_OCTETS, packet.length());
    int at = packet.head();
    long start = packet.length() < Ipv4.HEADER ? 0 : Ipv4.start(packet.bytes(), at);
    DropReason reason = check(packet, start);
    if (reason != null) {
      world.drop(packet, reason);
      return;
    }
    packet.trim(Ipv4.totalLength(start));
    packet.network(at);
    packet.transport(at + Ipv4.headerLength(start));
    packet.flags(0);
    packet.owner(null);
    Hook hook = netns.activeHook(HookFamily.IPV4, HookPoint.PREROUTING);
    if (hook == null || hook.judge(packet, device, null, RECEIVE_FINISH) == Hook.PASS) {
      receiveFinish(packet, device);
    }
  }

  /// `ip_rcv_core`: null when the header is sound and the packet whole; `start` is the header's, or
  /// 0 when there is none.
  private @Nullable DropReason check(Packet packet, long start) {
    int header = Ipv4.headerLength(start);
    if (Ipv4.version(start) != 4 || header < Ipv4.HEADER) {
      counters.count(IpCounter.IN_HDR_ERRORS);
      return DropReason.IP_INHDR;
    }
    counters.countCongestion(Ipv4.tos(start), Segmentation.count(packet));
    if (packet.length() < header) {
      counters.count(IpCounter.IN_HDR_ERRORS);
      return DropReason.IP_INHDR;
    }
    if (!Ipv4.checksumHolds(packet.bytes(), packet.head(), start)) {
      counters.count(IpCounter.IN_CSUM_ERRORS);
      counters.count(IpCounter.IN_HDR_ERRORS);
      return DropReason.IP_CSUM;
    }
    int length = Ipv4.totalLength(start);
    if (packet.length() < length) {
      counters.count(IpCounter.IN_TRUNCATED_PKTS);
      return DropReason.PKT_TOO_SMALL;
    }
    if (length < header) {
      counters.count(IpCounter.IN_HDR_ERRORS);
      return DropReason.IP_INHDR;
    }
    return null;
  }

  // ---- ip_rcv_finish

  private int receiveFinish(Packet packet, NetDevice by) {
    L3Receiver master = by.l3Receiver();
    NetDevice device = master == null ? by : master.receive(packet, by);
    Route route = (Route) packet.destination();
    if (route == null) {
      route = route(packet, device);
      if (route == null) {
        return 0;
      }
    }
    if (packet.trace() != null) {
      world.note(packet, netns, IpStages.routed(netns, packet, route, device));
    }
    if (packet.transport() - packet.network() > Ipv4.HEADER) {
      if (!takeOptions(packet, device)) {
        return 0;
      }
      route = Route.of(packet);
    }
    boolean toMany = packet.type() != Packet.Type.HOST || route.type() == RouteType.BROADCAST;
    if (toMany && !takeGroup(packet, device, route)) {
      return 0;
    }
    if (route.error() != 0) {
      return noRoute(packet, device, route.error());
    }
    return isForAnother(route)
        ? stack.forward().forward(packet, device)
        : localDeliver(packet, device);
  }

  private static boolean isForAnother(Route route) {
    return (route.type() == RouteType.UNICAST && !route.device().isLoopback())
        || route.isDirected();
  }

  /// Whether the packet is this namespace's own (`RTCF_LOCAL`): whatever leaves by `lo` is, even
  /// for a host that is not here.
  static boolean isLocal(Route route) {
    return route.type() == RouteType.LOCAL
        || (route.type() == RouteType.UNICAST && route.device().isLoopback());
  }

  /// Finds the route of a packet that came by a wire; null when there is none and it is dropped.
  private @Nullable Route route(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    long addresses = Ipv4.addresses(bytes, at);
    int tos = Ipv4.tos(bytes, at);
    RecentRoutes.Entry recent =
        stack.fib().needsPorts() ? null : recentRoutes.find(addresses, device, tos, packet.mark());
    if (recent == null) {
      return lookUp(packet, device, addresses, tos);
    }
    if (recent.redirects()) {
      packet.flags(packet.flags() | IpFlags.DO_REDIRECT);
    }
    packet.destination(recent.route());
    return recent.route();
  }

  private void takePorts(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    boolean first = Ipv4.fragmentOffset(bytes, at) == 0;
    flow.transport(
        bytes, Ipv4.protocol(bytes, at), first ? Ipv4.payload(bytes, at) : -1, packet.tail());
  }

  private @Nullable Route lookUp(Packet packet, NetDevice device, long addresses, int tos) {
    boolean needsPorts = stack.fib().needsPorts();
    // Nothing else of this flow is ever set, so there is nothing to forget.
    flow.transport(packet.bytes(), 0, -1, 0);
    if (needsPorts) {
      takePorts(packet);
    }
    flow.destinationHi = addresses << 32;
    flow.sourceHi = addresses & 0xffff_ffff_0000_0000L;
    flow.tos = tos;
    flow.mark = packet.mark();
    flow.input = device;
    flow.subject = packet;
    Route route = stack.fib().input(flow);
    if (route == null) {
      refuse(packet, device);
      return null;
    }
    // Who listens to a group is no matter of the routes.
    boolean isForAll = !needsPorts && !flow.hadChoice();
    if (route.error() == 0 && route.type() != RouteType.MULTICAST && isForAll) {
      recentRoutes.put(addresses, device, tos, packet.mark(), route, flow.redirect);
    }
    packet.destination(route);
    if (flow.redirect) {
      packet.flags(packet.flags() | IpFlags.DO_REDIRECT);
    }
    return route;
  }

  private void refuse(Packet packet, NetDevice device) {
    DropReason refusal = flow.refusal;
    if (flow.error == Errno.EXDEV.number()) {
      counters.countReversePathFilter();
    }
    DropReason reason = refusal == null ? DropReason.NOT_SPECIFIED : refusal;
    if (packet.trace() != null && reason == DropReason.IP_RPFILTER) {
      noteReversePath(packet, device);
    }
    Martians.log(packet, device, reason);
    world.drop(packet, reason);
  }

  private void noteReversePath(Packet packet, NetDevice device) {
    int source = Ipv4.source(packet.bytes(), packet.network());
    world.note(packet, netns, SourceValidation.refusal(device, source));
  }

  /// Reads the options and takes a place in them (`ip_rcv_options`).
  private boolean takeOptions(Packet packet, NetDevice device) {
    IpOptions options = IpOptions.read(packet.edit(), packet.network());
    if (!options.isSound() || !options.countOverflow()) {
      counters.count(IpCounter.IN_HDR_ERRORS);
      int problem = options.problem() << 24;
      stack.icmp().send(packet, device, Icmp.PARAMETER_PROBLEM, 0, problem);
      world.drop(packet, DropReason.IP_INHDR);
      return false;
    }
    int here = stack.output().specificDestination(packet, device);
    options.take(here, stack.output().millisOfDay(), stack.output()::isLocal);
    packet.flags(packet.flags() | options.flags());
    if (options.hasSourceRoute() && !stack.sourceRoute().follow(packet, device, options)) {
      return false;
    }
    Ipv4.fillChecksum(packet.bytes(), packet.network());
    return true;
  }

  /// Counts a packet for many; false when it is for one and came in a frame for many, and that is
  /// not wanted.
  private boolean takeGroup(Packet packet, NetDevice device, Route route) {
    if (route.type() == RouteType.MULTICAST) {
      counters.count(IpCounter.IN_MCAST_PKTS, IpCounter.IN_MCAST_OCTETS, packet.length());
    } else if (route.type() == RouteType.BROADCAST) {
      counters.count(IpCounter.IN_BCAST_PKTS, IpCounter.IN_BCAST_OCTETS, packet.length());
    } else if (packet.type() != Packet.Type.LOOPBACK) {
      InetDevice inet = InetDevice.inet(device);
      if (inet != null && inet.either(Ipv4Setting.DROP_UNICAST_IN_L2_MULTICAST)) {
        world.drop(packet, DropReason.UNICAST_IN_L2_MULTICAST);
        return false;
      }
    }
    return true;
  }

  /// `ip_error`: tells the sender, when this is a router.
  private int noRoute(Packet packet, NetDevice device, int error) {
    InetDevice inet = InetDevice.inet(device);
    boolean forwards = inet != null && inet.forwarding();
    DropReason reason = DropReason.NOT_SPECIFIED;
    if (error == Errno.ENETUNREACH.number()) {
      counters.count(IpCounter.IN_NO_ROUTES);
      reason = DropReason.IP_INNOROUTES;
    } else if (error == Errno.EHOSTUNREACH.number() && !forwards) {
      counters.count(IpCounter.IN_ADDR_ERRORS);
      if (packet.trace() != null) {
        String name = "net.ipv4.conf." + device.name() + ".forwarding";
        String meaning = "what is for another host is not taken";
        world.note(packet, netns, new SettingStage(name, "0", meaning));
      }
      reason = DropReason.IP_INADDRERRORS;
    }
    int code = unreachableCode(error);
    int source = Ipv4.source(packet.bytes(), packet.network());
    if (forwards && code >= 0 && allowsError(source)) {
      stack.icmp().send(packet, device, Icmp.UNREACHABLE, code, 0);
    }
    world.drop(packet, reason);
    return 0;
  }

  private boolean allowsError(int source) {
    MachineRoutes routes = MachineRoutes.of(netns.machine());
    return stack
        .peers()
        .allowsError(
            source,
            routes.setting(MachineRouteSetting.ERROR_COST),
            routes.setting(MachineRouteSetting.ERROR_BURST));
  }

  private static int unreachableCode(int error) {
    if (error == Errno.EHOSTUNREACH.number()) {
      return Icmp.HOST_UNREACHABLE;
    }
    if (error == Errno.ENETUNREACH.number()) {
      return Icmp.NET_UNREACHABLE;
    }
    return error == Errno.EACCES.number() ? Icmp.ADMIN_PROHIBITED : -1;
  }

  // ---- ip_local_deliver

  private int localDeliver(Packet packet, NetDevice device) {
    Packet whole = packet;
    if (Ipv4.isFragment(packet.bytes(), packet.network())) {
      whole = stack.reassembly().add(packet, device);
      if (whole == null) {
        return 0;
      }
    }
    Hook hook = netns.activeHook(HookFamily.IPV4, HookPoint.INPUT);
    int told = hook == null ? Hook.PASS : hook.judge(whole, device, null, LOCAL_DELIVER_FINISH);
    return told == Hook.PASS ? localDeliverFinish(whole, device) : told;
  }

  private int localDeliverFinish(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    int protocol = Ipv4.protocol(bytes, at);
    if (packet.trace() != null) {
      world.note(packet, netns, delivered(bytes, at, protocol));
    }
    packet.pull(packet.transport() - packet.head());
    boolean raw =
        stack
            .receivers()
            .deliverRaw(
                packet,
                protocol,
                Ipv4.source(bytes, at),
                Ipv4.destination(bytes, at),
                ownerOf(packet, device));
    TransportProtocol handler = protocols.find(protocol);
    if (handler != null) {
      counters.count(IpCounter.IN_DELIVERS);
      handler.receive(packet, device);
    } else if (raw) {
      counters.count(IpCounter.IN_DELIVERS);
      world.consume(packet);
    } else {
      counters.count(IpCounter.IN_UNKNOWN_PROTOS);
      packet.unpull(packet.head() - packet.network());
      stack.icmp().send(packet, device, Icmp.UNREACHABLE, Icmp.PROTOCOL_UNREACHABLE, 0);
      world.drop(packet, DropReason.IP_NOPROTO);
    }
    return 0;
  }

  /// The device by which sockets see a packet come: for one that never left, the device that has
  /// the address (`inet_iif`).
  static NetDevice ownerOf(Packet packet, NetDevice device) {
    boolean here = device.isLoopback() || device instanceof L3Master;
    NextHop hop = here ? Route.of(packet).hop() : null;
    NetDevice owner = hop == null ? null : hop.device();
    return owner == null ? device : owner;
  }

  private static IpStages.Delivered delivered(byte[] bytes, int at, int protocol) {
    String name = IpProtocol.name(protocol);
    return new IpStages.Delivered(
        name == null ? "protocol " + protocol : name.toLowerCase(Locale.ROOT),
        Ip.format(Ipv4.source(bytes, at)),
        Ip.format(Ipv4.destination(bytes, at)));
  }
}
