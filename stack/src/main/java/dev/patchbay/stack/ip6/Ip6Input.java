package dev.patchbay.stack.ip6;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.L3Receiver;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.ProtocolHandler;
import dev.patchbay.core.World;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Fragment;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// The way of an IPv6 packet in (net/ipv6/ip6_input.c).
final class Ip6Input implements ProtocolHandler {
  private static final Continuation FINISH =
      (packet, in, out) -> {
        if (in != null) {
          of(in).receiveFinish(packet, in);
        }
        return 0;
      };

  private static final Continuation DELIVER =
      (packet, in, out) -> {
        if (in != null) {
          of(in).deliverFinish(packet, in);
        }
        return 0;
      };

  private static final int PAYLOAD_LENGTH_OFFSET = 4;
  private static final int NEXT_HEADER_OFFSET = 6;

  private final Icmp6 icmp;
  private final Ip6Forward forward;
  private final ExtensionHeaders extensions;
  private final Flow flow = new Flow();

  Ip6Input(Icmp6 icmp, Ip6Forward forward) {
    this.icmp = icmp;
    this.forward = forward;
    this.extensions = new ExtensionHeaders(icmp);
  }

  private static Ip6Input of(NetDevice device) {
    return Ip6.of(device.netns().machine()).input();
  }

  /// `ipv6_rcv`: checks the header.
  @Override
  public void receive(Packet packet, NetDevice device) {
    Ip6Counters counters = Ip6Counters.of(device);
    DropReason refusal = check(packet, device);
    if (refusal != DropReason.OTHERHOST) {
      counters.count(Ip6Counter.IN_RECEIVES, Ip6Counter.IN_OCTETS, packet.length());
    }
    if (refusal != null) {
      countRefusal(counters, refusal, device);
      device.netns().world().drop(packet, refusal);
      return;
    }
    int ip = packet.head();
    counters.countCongestion(Ipv6.trafficClass(packet.bytes(), ip), Segmentation.count(packet));
    packet.network(ip);
    packet.trim(Ipv6.HEADER + Ipv6.payloadLength(packet.bytes(), ip));
    if (Ipv6.nextHeader(packet.bytes(), ip) == IpProtocol.HOP_BY_HOP) {
      DropReason wrong = extensions.hopByHop(packet, device);
      if (wrong != null) {
        counters.count(Ip6Counter.IN_HDR_ERRORS);
        device.netns().world().drop(packet, wrong);
        return;
      }
    }
    Hook hook = device.netns().activeHook(HookFamily.IPV6, HookPoint.PREROUTING);
    if (hook == null) {
      receiveFinish(packet, device);
    } else {
      hook.run(packet, device, null, FINISH);
    }
  }

  private static void countRefusal(Ip6Counters counters, DropReason refusal, NetDevice device) {
    switch (refusal) {
      case OTHERHOST -> device.statistics().rxOtherhostDropped++;
      case IPV6DISABLED -> counters.count(Ip6Counter.IN_DISCARDS);
      default -> counters.count(Ip6Counter.IN_HDR_ERRORS);
    }
  }

  private static @Nullable DropReason check(Packet packet, NetDevice device) {
    if (packet.type() == Packet.Type.OTHERHOST) {
      return DropReason.OTHERHOST;
    }
    InetDevice inet = InetDevice.inet6(device);
    if (inet == null || inet.isDisabled()) {
      return DropReason.IPV6DISABLED;
    }
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    if (!Ipv6.fits(bytes, ip, packet.tail())) {
      return DropReason.IP_INHDR;
    }
    boolean mislead =
        inet.setting(Ipv6Setting.DROP_UNICAST_IN_L2_MULTICAST) != 0
            && !Ipv6.isMulticast(Ipv6.destinationHi(bytes, ip))
            && (packet.type() == Packet.Type.BROADCAST || packet.type() == Packet.Type.MULTICAST);
    if (mislead) {
      return DropReason.UNICAST_IN_L2_MULTICAST;
    }
    return hasPossibleAddresses(packet, bytes, ip, device) ? null : DropReason.IP_INVALID_SOURCE;
  }

  /// RFC 4291 2.5.3 and 2.7: no loopback address from a wire, no group as a source, no group that
  /// stays inside a node.
  private static boolean hasPossibleAddresses(
      Packet packet, byte[] bytes, int ip, NetDevice device) {
    long sourceHi = Ipv6.sourceHi(bytes, ip);
    long destinationHi = Ipv6.destinationHi(bytes, ip);
    boolean loopback =
        Ipv6.isLoopback(sourceHi, Ipv6.sourceLo(bytes, ip))
            || Ipv6.isLoopback(destinationHi, Ipv6.destinationLo(bytes, ip));
    if (Ipv6.isMulticast(sourceHi) || (loopback && !device.isLoopback())) {
      return false;
    }
    if (!Ipv6.isMulticast(destinationHi)) {
      return true;
    }
    int scope = Ipv6.multicastScope(destinationHi);
    boolean inside = device.isLoopback() || packet.type() == Packet.Type.LOOPBACK;
    return scope != 0 && (scope != 1 || inside);
  }

  /// `ip6_rcv_finish`: where it goes.
  private void receiveFinish(Packet packet, NetDevice by) {
    L3Receiver master = by.l3Receiver();
    NetDevice device = master == null ? by : master.receive(packet, by);
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    long hi = Ipv6.destinationHi(bytes, ip);
    if (Ipv6.isMulticast(hi)) {
      multicast(packet, device, hi, Ipv6.destinationLo(bytes, ip));
      return;
    }
    Route route = packet.destination() == null ? route(packet, device) : Route.of(packet);
    if (route == null) {
      DropReason reason = flow.refusal == null ? DropReason.IP_INNOROUTES : flow.refusal;
      device.netns().world().drop(packet, reason);
      return;
    }
    packet.destination(route);
    if (packet.trace() != null) {
      device
          .netns()
          .world()
          .note(packet, device.netns(), Ip6Stages.routed(device.netns(), packet, route, device));
    }
    if (route.error() != 0) {
      icmp.noRoute(packet, device, route.error());
    } else if (route.isLocal() || route.type() == RouteType.ANYCAST) {
      deliver(packet, device);
    } else {
      forward.forward(packet, device, route);
    }
  }

  private @Nullable Route route(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    flow.clear();
    flow.destinationHi = Ipv6.destinationHi(bytes, ip);
    flow.destinationLo = Ipv6.destinationLo(bytes, ip);
    flow.sourceHi = Ipv6.sourceHi(bytes, ip);
    flow.sourceLo = Ipv6.sourceLo(bytes, ip);
    flow.input = device;
    flow.tos = Ipv6.trafficClass(bytes, ip);
    flow.flowLabel = Ipv6.flowLabel(bytes, ip);
    flow.mark = packet.mark();
    flow.subject = packet;
    Fib fib = Fib.of(device.netns(), Family.IPV6);
    if (fib.needsPorts()) {
      long skipped = Ipv6.skipExtensions(bytes, ip, packet.tail());
      int protocol = skipped < 0 ? 0 : Ipv6.transportProtocol(skipped);
      flow.transport(bytes, protocol, Ipv6.transportAt(skipped), packet.tail());
    }
    return fib.input(flow);
  }

  /// `ip6_mc_input`: what a device listens to is delivered.
  private void multicast(Packet packet, NetDevice device, long hi, long lo) {
    Inet6Device inet = Inet6Device.of(device);
    if (inet == null || !hasGroupRoute(packet, inet, hi)) {
      Ip6Counters.of(device).count(Ip6Counter.IN_NO_ROUTES);
      device.netns().world().drop(packet, DropReason.IP_INNOROUTES);
      return;
    }
    inet.counters().count(Ip6Counter.IN_MCAST_PKTS, Ip6Counter.IN_MCAST_OCTETS, packet.length());
    if (inet.isMember(hi, lo) && wantsSource(packet, inet, hi, lo)) {
      deliver(packet, device);
    } else {
      device.netns().world().drop(packet, DropReason.IP_INADDRERRORS);
    }
  }

  /// Whether a route leads to the groups: a device has one when it is ready. The answer is good
  /// until routes change.
  private boolean hasGroupRoute(Packet packet, Inet6Device inet, long hi) {
    if (!inet.hasGroupRoute(hi)) {
      Route route = route(packet, inet.device());
      if (route == null || route.error() != 0) {
        return false;
      }
      inet.foundGroupRoute(hi, Fib.of(inet.netns(), Family.IPV6));
    }
    return true;
  }

  private static boolean wantsSource(Packet packet, Inet6Device inet, long hi, long lo) {
    ListenerDiscovery listeners = inet.knownListeners();
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    return listeners == null
        || listeners.wants(hi, lo, Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip));
  }

  /// `ip6_input`.
  private void deliver(Packet packet, NetDevice device) {
    Hook hook = device.netns().activeHook(HookFamily.IPV6, HookPoint.INPUT);
    if (hook == null) {
      deliverFinish(packet, device);
    } else {
      hook.run(packet, device, null, DELIVER);
    }
  }

  /// `ip6_protocol_deliver_rcu`: past the extension headers, to raw sockets and to the protocol.
  private void deliverFinish(Packet packet, NetDevice device) {
    World world = device.netns().world();
    byte[] bytes = packet.bytes();
    DropReason refusal = extensions.atDestination(packet, device);
    if (refusal != null) {
      world.drop(packet, refusal);
      return;
    }
    int fragment = fragmentHeader(bytes, packet.network(), packet.tail());
    if (fragment >= 0) {
      reassemble(packet, device, fragment);
      return;
    }
    long skipped = Ipv6.skipExtensions(bytes, packet.network(), packet.tail());
    Ip6Counters counters = Ip6Counters.of(device);
    if (skipped < 0) {
      counters.count(Ip6Counter.IN_HDR_ERRORS);
      world.drop(packet, DropReason.IPV6_BAD_EXTHDR);
      return;
    }
    int at = Ipv6.transportAt(skipped);
    int protocol = Ipv6.transportProtocol(skipped);
    packet.transport(at);
    packet.pull(at - packet.head());
    if (packet.trace() != null) {
      world.note(packet, device.netns(), Ip6Stages.delivered(packet, protocol));
    }
    boolean heard = Ip6Receivers.of(device.netns()).deliverRaw(packet, protocol, device);
    TransportProtocol6 handler = TransportProtocols6.of(device.netns().machine()).find(protocol);
    boolean known = heard || handler != null || protocol == IpProtocol.ICMPV6;
    counters.count(known ? Ip6Counter.IN_DELIVERS : Ip6Counter.IN_UNKNOWN_PROTOS);
    if (protocol == IpProtocol.ICMPV6) {
      icmp.receive(packet, device);
    } else if (handler != null) {
      handler.receive(packet, device);
    } else if (heard) {
      world.consume(packet);
    } else {
      int pointer = nextHeaderOffset(bytes, packet.network(), at);
      icmp.error(packet, device, Icmpv6.PARAMETER_PROBLEM, Icmpv6.UNKNOWN_NEXT_HEADER, pointer);
      world.drop(packet, DropReason.IP_NOPROTO);
    }
  }

  /// Where the fragment header of a piece of a packet stands, or -1 when the packet is whole (RFC
  /// 6946: with such a header, too).
  static int fragmentHeader(byte[] bytes, int ip, int tail) {
    int kind = Ipv6.nextHeader(bytes, ip);
    int at = ip + Ipv6.HEADER;
    while (isBeforeFragment(kind) && tail - at >= Ipv6Fragment.HEADER) {
      kind = Byte.toUnsignedInt(bytes[at]);
      at += (Byte.toUnsignedInt(bytes[at + 1]) + 1) * 8;
    }
    boolean piece =
        kind == IpProtocol.FRAGMENT
            && Ipv6Fragment.fits(bytes, at, tail)
            && (Ipv6Fragment.offset(bytes, at) != 0 || Ipv6Fragment.moreFragments(bytes, at));
    return piece ? at : -1;
  }

  private static boolean isBeforeFragment(int kind) {
    return kind == IpProtocol.HOP_BY_HOP
        || kind == IpProtocol.ROUTING
        || kind == IpProtocol.DESTINATION_OPTIONS;
  }

  /// `ipv6_frag_rcv`
  private void reassemble(Packet packet, NetDevice device, int at) {
    World world = device.netns().world();
    byte[] bytes = packet.bytes();
    packet.transport(at + Ipv6Fragment.HEADER);
    boolean more = Ipv6Fragment.moreFragments(bytes, at);
    if (more && (packet.tail() - packet.transport()) % 8 != 0) {
      icmp.error(
          packet, device, Icmpv6.PARAMETER_PROBLEM, Icmpv6.ERRONEOUS_FIELD, PAYLOAD_LENGTH_OFFSET);
      world.drop(packet, DropReason.IP_INHDR);
      return;
    }
    Packet whole = Ip6Netns.of(device.netns()).reassembly().add(packet, device);
    if (whole != null) {
      deliverFinish(whole, device);
    }
  }

  /// Where, from the IPv6 header on, the number of the header at `at` stands.
  static int nextHeaderOffset(byte[] bytes, int ip, int at) {
    int field = NEXT_HEADER_OFFSET;
    int header = ip + Ipv6.HEADER;
    while (header < at) {
      field = header - ip;
      header += (Byte.toUnsignedInt(bytes[header + 1]) + 1) * 8;
    }
    return field;
  }
}
