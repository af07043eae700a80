package dev.patchbay.stack.ip;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IcmpProbe;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// Sends ICMP (RFC 792, RFC 1122 section 3.2.2, net/ipv4/icmp.c): errors about packets, and
/// replies.
public final class IcmpOutput {
  /// An error has so many bytes at most, its IP header included (RFC 1812 section 4.3.2.3).
  private static final int ERROR_SIZE = 576;

  /// The source of an error when there is no address to take (RFC 7600).
  private static final int DUMMY_ADDRESS = 0xc000_0008;

  /// The precedence of errors (`IPTOS_PREC_INTERNETCONTROL`).
  private static final int INTERNET_CONTROL = 0xc0;

  private static final int TOS_MASK = 0x1e;

  private final IpStack stack;
  private final World world;
  private final IcmpLimits limits;
  private final Flow flow = new Flow();
  private final IpHeader header = new IpHeader();

  IcmpOutput(IpStack stack) {
    this.stack = stack;
    this.world = stack.world();
    this.limits = new IcmpLimits(stack);
  }

  // ---- errors

  /// Tells the sender of `packet` what has happened to it, if anybody may be told (`icmp_send`).
  /// The packet, which came by `device` or was to leave by it, stays the caller's. It has a route,
  /// or is on its way through a bridge.
  ///
  /// @param info the four bytes behind the checksum: MTU, gateway, or place of the problem
  public void send(Packet packet, NetDevice device, int type, int code, int info) {
    Route route = (Route) packet.destination();
    byte[] bytes = packet.bytes();
    int at = packet.network();
    boolean isOnItsWay = route != null || packet.bridgePorts() != null;
    if (!isOnItsWay || !mayTell(packet, route, type)) {
      return;
    }
    if (!device.isLoopback() && !limits.allowsAnybody(type, code)) {
      return;
    }
    IpOptions options = echoed(packet);
    if (options == null && Ipv4.optionsLength(bytes, at) > 0) {
      return;
    }
    header.clear();
    header.tos =
        Icmp.isError(type)
            ? (Ipv4.tos(bytes, at) & TOS_MASK) | INTERNET_CONTROL
            : Ipv4.tos(bytes, at);
    header.options = options;
    int sender = Ipv4.source(bytes, at);
    Route back = route(sender, source(packet, route, device), replyMark(packet), device, packet);
    if (back != null && limits.allows(back, sender, type, code)) {
      quote(packet, back, type, code, info);
    }
  }

  /// RFC 1122 3.2.2: no errors about errors, about what went to many, about any but the first
  /// piece.
  private static boolean mayTell(Packet packet, @Nullable Route route, int type) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    if (packet.type() != Packet.Type.HOST
        || (route != null && leadsToMany(route))
        || Ipv4.fragmentOffset(bytes, at) != 0) {
      return false;
    }
    if (!Icmp.isError(type) || Ipv4.protocol(bytes, at) != IpProtocol.ICMP) {
      return true;
    }
    int quoted = Ipv4.payload(bytes, at);
    return quoted < packet.tail() && !countsAsError(Icmp.type(bytes, quoted));
  }

  private static boolean leadsToMany(Route route) {
    return (route.type() == RouteType.BROADCAST && !route.isDirected())
        || route.type() == RouteType.MULTICAST;
  }

  /// Whether a message is one that is never answered: errors, and what nobody knows.
  private static boolean countsAsError(int type) {
    return switch (type) {
      case Icmp.ECHO_REPLY,
          Icmp.ECHO_REQUEST,
          Icmp.TIMESTAMP_REQUEST,
          Icmp.TIMESTAMP_REPLY,
          Icmp.INFORMATION_REQUEST,
          Icmp.INFORMATION_REPLY,
          Icmp.MASK_REQUEST,
          Icmp.MASK_REPLY ->
          false;
      default -> true;
    };
  }

  /// The address the error comes from: the packet's destination when that is ours, else one of the
  /// device it came by if the settings say so, else what the way back suggests (0).
  private int source(Packet packet, @Nullable Route route, NetDevice device) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    if (route != null && IpInput.isLocal(route)) {
      return Ipv4.destination(bytes, at);
    }
    boolean forwarded = packet.originalIndex() != 0;
    if (!forwarded || !stack.settings().isOn(IpSetting.ICMP_ERRORS_USE_INBOUND_IFADDR)) {
      return 0;
    }
    long sender = Ip.hi(Ipv4.source(bytes, at));
    return (int) (stack.fib().selectSource(device, sender, Scope.LINK) >>> 32);
  }

  private int replyMark(Packet packet) {
    return stack.settings().isOn(IpSetting.FWMARK_REFLECT) ? packet.mark() : 0;
  }

  private @Nullable IpOptions echoed(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    return Ipv4.optionsLength(bytes, at) == 0
        ? null
        : IpOptions.read(bytes, at).echo(Ipv4.source(bytes, at), stack.output()::isLocal);
  }

  /// The way to `destination` in the routing domain of the device, noted in the header; null when
  /// there is none. Among several next hops goes the one of the `subject`.
  private @Nullable Route route(
      int destination, int source, int mark, NetDevice device, @Nullable Packet subject) {
    flow.clear();
    flow.destinationHi = Ip.hi(IpOptions.firstHop(header.options, destination));
    flow.sourceHi = Ip.hi(source);
    flow.output = L3Master.of(device);
    flow.tos = header.tos & TOS_MASK;
    flow.mark = mark;
    flow.protocol = IpProtocol.ICMP;
    flow.subject = subject;
    Route route = stack.fib().output(flow);
    header.route = route;
    header.destination = (int) (flow.destinationHi >>> 32);
    header.finalDestination = destination;
    header.source = (int) (flow.sourceHi >>> 32);
    header.protocol = IpProtocol.ICMP;
    return route;
  }

  private void quote(Packet packet, Route back, int type, int code, int info) {
    IpOptions options = header.options;
    int before = Ipv4.HEADER + Icmp.HEADER + (options == null ? 0 : options.length());
    int room = Math.min(stack.pathMtu().of(back, header.destination), ERROR_SIZE) - before;
    if (room <= Ipv4.HEADER) {
      return;
    }
    int from = packet.network();
    int length = Math.min(packet.tail() - from, room);
    Packet message = world.allocate(length, packet);
    int at = message.put(length);
    System.arraycopy(packet.bytes(), from, message.bytes(), at, length);
    if (header.source == 0) {
      header.source = DUMMY_ADDRESS;
    }
    Icmp.push(message, type, code);
    Icmp.unused(message.bytes(), message.head(), info);
    message.relateTo(packet);
    finish(message, replyMark(packet));
  }

  private void finish(Packet message, int mark) {
    Icmp.fillChecksum(message.bytes(), message.head(), message.tail());
    message.mark(mark);
    stack.output().sendDatagram(message, header);
  }

  /// The next hop of the packet does not answer: its sender is told, and the packet dropped
  /// (`ipv4_link_failure`).
  void linkFailure(Packet packet, NetDevice device) {
    send(packet, device, Icmp.UNREACHABLE, Icmp.HOST_UNREACHABLE, 0);
    world.drop(packet, DropReason.NEIGH_FAILED);
  }

  // ---- replies

  /// Answers `request`, whose head is the ICMP header, with a copy of another type (`icmp_reply`);
  /// an echo keeps its code. The request stays the caller's.
  void reply(Packet request, NetDevice device, int type) {
    byte[] bytes = request.bytes();
    int at = request.network();
    IpOptions options = echoed(request);
    if (options == null && Ipv4.optionsLength(bytes, at) > 0) {
      return;
    }
    int source = stack.output().specificDestination(request, device);
    int sender = Ipv4.source(bytes, at);
    header.clear();
    header.tos = Ipv4.tos(bytes, at);
    header.options = options;
    Route back = route(sender, source, replyMark(request), device, null);
    if (back == null || !limits.allowsReply(back, sender, type)) {
      return;
    }
    int length = request.length();
    Packet message = world.allocate(length, request);
    System.arraycopy(request.bytes(), request.head(), message.bytes(), message.put(length), length);
    message.transport(message.head());
    Icmp.type(message.bytes(), message.head(), type);
    if (type == Icmp.TIMESTAMP_REPLY) {
      stamp(message);
    } else if (type == IcmpProbe.REPLY) {
      InterfaceProbe.answer(stack.netns(), message.bytes(), message.head(), message.tail());
    }
    finish(message, replyMark(request));
  }

  /// When the request came and the reply left, in milliseconds since midnight.
  private void stamp(Packet message) {
    Icmp.code(message.bytes(), message.head(), 0);
    int now = stack.output().millisOfDay();
    int times = message.head() + Icmp.HEADER + 4;
    Ip.v4(now).write(message.bytes(), times);
    Ip.v4(now).write(message.bytes(), times + 4);
  }
}
