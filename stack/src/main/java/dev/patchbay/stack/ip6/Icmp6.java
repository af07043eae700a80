package dev.patchbay.stack.ip6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IcmpProbe;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.ip.InterfaceProbe;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.NextHop;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// ICMPv6 (RFC 4443, net/ipv6/icmp.c): answers echo requests, tells senders what became of their
/// packets, and hands on what is for neighbour discovery and for sockets.
public final class Icmp6 {
  /// Bytes of an error at most, its IPv6 header not included (RFC 4443 section 2.4 (c)).
  private static final int ERROR_SIZE = Ipv6.MIN_MTU - Ipv6.HEADER;

  private final Ip6Output output;
  private final Flow flow = new Flow();
  private final Ip6Header header = new Ip6Header();
  private @Nullable NeighbourDiscoveryProtocol discovery;

  Icmp6(Ip6Output output) {
    this.output = output;
  }

  void discovery(NeighbourDiscoveryProtocol value) {
    discovery = value;
  }

  // ---- what comes in

  /// `icmpv6_rcv`: the packet's head is the ICMPv6 header.
  void receive(Packet packet, NetDevice device) {
    World world = device.netns().world();
    byte[] bytes = packet.bytes();
    int at = packet.head();
    Ip6Counters counters = Ip6Counters.of(device);
    counters.count(Ip6Counter.ICMP_IN_MSGS);
    if (!Icmpv6.fits(bytes, at, packet.tail())) {
      counters.count(Ip6Counter.ICMP_IN_ERRORS);
      world.drop(packet, DropReason.PKT_TOO_SMALL);
    } else if (packet.checksum() == Packet.ChecksumState.NONE
        && !Icmpv6.checksumHolds(bytes, packet.network(), at, packet.tail())) {
      counters.count(Ip6Counter.ICMP_IN_CSUM_ERRORS);
      counters.count(Ip6Counter.ICMP_IN_ERRORS);
      world.drop(packet, DropReason.ICMP_CSUM);
    } else {
      counters.countIcmpIn(Icmpv6.type(bytes, at));
      dispatch(packet, device, Icmpv6.type(bytes, at));
    }
  }

  private void dispatch(Packet packet, NetDevice device, int type) {
    if (Icmpv6.isError(type)) {
      errorCame(packet, device);
      return;
    }
    switch (type) {
      case Icmpv6.ECHO_REQUEST -> echoReply(packet, device, Icmpv6.ECHO_REPLY);
      case IcmpProbe.REQUEST6 -> probe(packet, device);
      case Icmpv6.ECHO_REPLY, IcmpProbe.REPLY6 -> replyCame(packet, device);
      case Icmpv6.ROUTER_SOLICITATION,
          Icmpv6.ROUTER_ADVERTISEMENT,
          Icmpv6.NEIGHBOUR_SOLICITATION,
          Icmpv6.NEIGHBOUR_ADVERTISEMENT,
          Icmpv6.REDIRECT ->
          Objects.requireNonNull(discovery).receive(packet, device);
      case Icmpv6.LISTENER_QUERY,
          Icmpv6.LISTENER_REPORT,
          Icmpv6.LISTENER_DONE,
          Icmpv6.LISTENER_REPORT_V2 ->
          end(packet, device, ListenerQueries.receive(packet, device));
      default -> device.netns().world().drop(packet, DropReason.ICMP_UNKNOWN);
    }
  }

  private static void end(Packet packet, NetDevice device, @Nullable DropReason refusal) {
    if (refusal == null) {
      device.netns().world().consume(packet);
    } else {
      device.netns().world().drop(packet, refusal);
    }
  }

  /// `ping_rcv`
  private static void replyCame(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    Ip6Receivers.Echo receiver =
        Ip6Receivers.of(device.netns()).echo(Icmpv6.id(bytes, packet.head()));
    NetDevice by = inputDevice(packet, device);
    boolean wanted =
        receiver != null
            && receiver.matches(Ipv6.destinationHi(bytes, ip), Ipv6.destinationLo(bytes, ip), by);
    if (receiver != null && wanted) {
      packet.device(by);
      receiver.deliver(packet, by);
    } else {
      // Raw sockets have had their copies; the message itself has served.
      device.netns().world().consume(packet);
    }
  }

  /// `icmpv6_notify`: tells the socket that sent the quoted packet.
  private static void errorCame(Packet packet, NetDevice device) {
    World world = device.netns().world();
    byte[] bytes = packet.bytes();
    int quoted = packet.head() + Icmpv6.HEADER;
    boolean whole = Ipv6.headerFits(bytes, quoted, packet.tail());
    long skipped = whole ? Ipv6.skipExtensions(bytes, quoted, packet.tail()) : -1;
    if (skipped < 0 || packet.tail() - Ipv6.transportAt(skipped) < Icmpv6.HEADER) {
      world.drop(packet, DropReason.PKT_TOO_SMALL);
      return;
    }
    int protocol = Ipv6.transportProtocol(skipped);
    Icmp6Error error = new Icmp6Error(packet, device, protocol, Ipv6.transportAt(skipped));
    if (error.type() == Icmpv6.PACKET_TOO_BIG) {
      learnPathMtu(error);
    }
    Ip6Receivers receivers = Ip6Receivers.of(device.netns());
    receivers.errorRaw(error);
    TransportProtocol6 handler =
        TransportProtocols6.of(device.netns().machine()).find(error.protocol());
    if (handler != null) {
      handler.error(error);
    }
    boolean aboutEcho =
        protocol == IpProtocol.ICMPV6 && Icmpv6.type(bytes, error.payload()) == Icmpv6.ECHO_REQUEST;
    Ip6Receivers.Echo sender = aboutEcho ? receivers.echo(Icmpv6.id(bytes, error.payload())) : null;
    if (sender != null) {
      sender.error(error);
    }
    world.consume(packet);
  }

  private static void learnPathMtu(Icmp6Error error) {
    byte[] bytes = error.packet().bytes();
    int quoted = error.packet().head() + Icmpv6.HEADER;
    Ip6Netns.of(error.device().netns())
        .pathMtu()
        .learn(
            Ipv6.sourceHi(bytes, quoted),
            Ipv6.sourceLo(bytes, quoted),
            Ipv6.destinationHi(bytes, quoted),
            Ipv6.destinationLo(bytes, quoted),
            error.info());
  }

  // ---- echo

  /// `icmpv6_echo_reply`: the same message back, from the address it was sent to.
  private void echoReply(Packet packet, NetDevice device, int type) {
    Netns netns = device.netns();
    World world = netns.world();
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    Route came = (Route) packet.destination();
    boolean multicast = Ipv6.isMulticast(Ipv6.destinationHi(bytes, ip));
    boolean anycast = came != null && came.type() == RouteType.ANYCAST;
    if (Icmp6Settings.of(netns).ignoresEcho(multicast, anycast)) {
      world.drop(packet, DropReason.ICMP_IGNORED);
      return;
    }
    boolean own =
        anycast ? Ip6Netns.of(netns).setting(Ip6Setting.ANYCAST_SRC_ECHO_REPLY) != 0 : !multicast;
    Route route = routeBack(packet, inputDevice(packet, device), device.netns(), own, null);
    if (route == null) {
      world.drop(packet, DropReason.IP_OUTNOROUTES);
      return;
    }
    if (!Icmp6Settings.of(netns).allows(type, flow.destinationHi, flow.destinationLo, route)) {
      world.drop(packet, DropReason.ICMP_IGNORED);
      return;
    }
    int at = packet.head();
    int length = packet.tail() - at;
    Packet reply = world.allocate(length, packet);
    int to = reply.put(length);
    System.arraycopy(bytes, at, reply.bytes(), to, length);
    Icmpv6.type(reply.bytes(), to, type);
    if (type == IcmpProbe.REPLY6) {
      InterfaceProbe.answer(netns, reply.bytes(), to, reply.tail());
    }
    header.of(flow, route);
    header.trafficClass = Ipv6.trafficClass(bytes, ip);
    header.mayCut = true;
    reply.mark(flow.mark);
    world.consume(packet);
    output.sendDatagram(reply, header);
  }

  /// A question about a device of this host (RFC 8335).
  private void probe(Packet packet, NetDevice device) {
    if (InterfaceProbe.isAnswered(device.netns(), packet.bytes(), packet.head())) {
      echoReply(packet, device, IcmpProbe.REPLY6);
    } else {
      device.netns().world().drop(packet, DropReason.ICMP_IGNORED);
    }
  }

  /// The device a packet came by: one from `lo` belongs to the device that has its destination
  /// (`icmp6_iif`).
  public static NetDevice inputDevice(Packet packet, NetDevice device) {
    boolean here = device.isLoopback() || device instanceof L3Master;
    Route route = here ? (Route) packet.destination() : null;
    NextHop hop = route == null ? null : route.hop();
    return hop == null ? device : hop.device();
  }

  /// The route back to the sender of a packet, with its source in the flow: the packet's
  /// destination if that is `own`, else what suits. With a device, that one is preferred. Among
  /// several next hops goes the one of the `subject`.
  private @Nullable Route routeBack(
      Packet packet, @Nullable NetDevice by, Netns netns, boolean own, @Nullable Packet subject) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    flow.clear();
    flow.destinationHi = Ipv6.sourceHi(bytes, ip);
    flow.destinationLo = Ipv6.sourceLo(bytes, ip);
    flow.sourceHi = own ? Ipv6.destinationHi(bytes, ip) : 0;
    flow.sourceLo = own ? Ipv6.destinationLo(bytes, ip) : 0;
    flow.output = by;
    flow.protocol = IpProtocol.ICMPV6;
    flow.subject = subject;
    boolean reflects = Ip6Netns.of(netns).setting(Ip6Setting.FWMARK_REFLECT) != 0;
    flow.mark = reflects ? packet.mark() : 0;
    Route route = Fib.of(netns, Family.IPV6).output(flow);
    return route == null || route.error() != 0 ? null : route;
  }

  // ---- errors

  /// There is no route: the sender is told which way (`ip6_pkt_discard`, `ip6_pkt_prohibit`), and
  /// the packet dropped. A blackhole says nothing.
  void noRoute(Packet packet, NetDevice device, int error) {
    if (error == Errno.EACCES.number()) {
      error(packet, device, Icmpv6.UNREACHABLE, Icmpv6.ADMIN_PROHIBITED, 0);
    } else if (error != Errno.EINVAL.number()) {
      error(packet, device, Icmpv6.UNREACHABLE, Icmpv6.NO_ROUTE, 0);
    }
    Ip6Counters.of(device).count(Ip6Counter.IN_NO_ROUTES);
    device.netns().world().drop(packet, DropReason.IP_INNOROUTES);
  }

  /// The next hop does not answer (`ip6_link_failure`): the sender is told, and the packet dropped.
  void linkFailure(Packet packet, NetDevice device) {
    error(packet, device, Icmpv6.UNREACHABLE, Icmpv6.ADDRESS_UNREACHABLE, 0);
    device.netns().world().drop(packet, DropReason.NEIGH_FAILED);
  }

  /// Tells the sender of a packet what became of it (`icmp6_send`, RFC 4443 section 2.4); the
  /// packet, which came by the device or was to leave by it, stays the caller's.
  ///
  /// @param info the MTU, or the offset of what is wrong
  public void error(Packet packet, NetDevice device, int type, int code, int info) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    if (ip == Packet.UNSET || !mayTell(packet, bytes, ip, type, code)) {
      return;
    }
    Netns netns = device.netns();
    boolean own = isOwn(netns, Ipv6.destinationHi(bytes, ip), Ipv6.destinationLo(bytes, ip));
    NetDevice by =
        Ipv6.isLinkLocal(Ipv6.sourceHi(bytes, ip))
            ? inputDevice(packet, device)
            : L3Master.of(device);
    Route route = routeBack(packet, by, netns, own, packet);
    if (route != null
        && Icmp6Settings.of(netns).allows(type, flow.destinationHi, flow.destinationLo, route)) {
      quote(packet, route, type, code, info);
    }
  }

  private void quote(Packet packet, Route route, int type, int code, int info) {
    int ip = packet.network();
    int length = Math.min(packet.tail() - ip, ERROR_SIZE - Icmpv6.HEADER);
    Packet message = route.device().netns().world().allocate(Icmpv6.HEADER + length, packet);
    int at = message.put(Icmpv6.HEADER + length);
    byte[] bytes = message.bytes();
    System.arraycopy(packet.bytes(), ip, bytes, at + Icmpv6.HEADER, length);
    Icmpv6.type(bytes, at, type);
    Icmpv6.code(bytes, at, code);
    Icmpv6.unused(bytes, at, info);
    message.mark(flow.mark);
    message.relateTo(packet);
    output.sendDatagram(message, header.of(flow, route));
  }

  /// RFC 4443 section 2.4 (e): never about an error, to a group, or to nobody; about a packet to a
  /// group only when it is too big or has an option that nobody knows.
  private static boolean mayTell(Packet packet, byte[] bytes, int ip, int type, int code) {
    long sourceHi = Ipv6.sourceHi(bytes, ip);
    if (Ipv6.isMulticast(sourceHi) || Ipv6.isUnspecified(sourceHi, Ipv6.sourceLo(bytes, ip))) {
      return false;
    }
    boolean aboutGroup =
        type == Icmpv6.PACKET_TOO_BIG
            || (type == Icmpv6.PARAMETER_PROBLEM && code == Icmpv6.UNKNOWN_OPTION);
    boolean group =
        Ipv6.isMulticast(Ipv6.destinationHi(bytes, ip)) || packet.type() != Packet.Type.HOST;
    return (aboutGroup || !group) && !isError(packet, bytes, ip);
  }

  /// `is_ineligible`
  private static boolean isError(Packet packet, byte[] bytes, int ip) {
    long skipped = Ipv6.skipExtensions(bytes, ip, packet.tail());
    if (skipped < 0 || Ipv6.transportProtocol(skipped) != IpProtocol.ICMPV6) {
      return false;
    }
    int at = Ipv6.transportAt(skipped);
    return at >= packet.tail() || Icmpv6.isError(Icmpv6.type(bytes, at));
  }

  private static boolean isOwn(Netns netns, long hi, long lo) {
    for (int i = 0; i < netns.deviceCount(); i++) {
      InetDevice inet = InetDevice.inet6(netns.deviceAt(i));
      if (inet != null && inet.find(hi, lo) != null) {
        return true;
      }
    }
    return false;
  }
}
