package dev.patchbay.stack.ip;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IcmpProbe;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// Receives ICMP (RFC 792, net/ipv4/icmp.c): answers echoes and timestamp requests, gives replies
/// to ping sockets, and tells of errors whoever sent the packet that is quoted.
final class IcmpInput implements TransportProtocol {
  private static final int KNOWN_TYPES = 18;
  private static final int KNOWN_CODES = 15;
  private static final int TIMESTAMP_SIZE = 12;

  /// Bytes of the payload that an error must quote (RFC 792).
  private static final int QUOTED_BYTES = 8;

  @Override
  public void receive(Packet packet, NetDevice device) {
    IpStack stack = IpStack.of(device);
    IpCounters counters = stack.counters();
    byte[] bytes = packet.bytes();
    int at = packet.head();
    counters.count(IcmpCounter.IN_MSGS);
    if (!Icmp.checksumHolds(bytes, at, packet.tail())) {
      counters.count(IcmpCounter.IN_CSUM_ERRORS);
      refuse(stack, packet, DropReason.ICMP_CSUM);
      return;
    }
    if (!Icmp.fits(bytes, at, packet.tail())) {
      refuse(stack, packet, DropReason.PKT_TOO_SMALL);
      return;
    }
    int type = Icmp.type(bytes, at);
    counters.countIcmpIn(type);
    if (type == IcmpProbe.REQUEST) {
      probe(stack, packet, device);
      return;
    }
    if (type == IcmpProbe.REPLY) {
      echoReply(stack, packet, device);
      return;
    }
    DropReason reason =
        type > KNOWN_TYPES ? DropReason.ICMP_UNKNOWN : checkGroup(stack, packet, type);
    if (reason != null) {
      refuse(stack, packet, reason);
    } else {
      dispatch(stack, packet, device, type);
    }
  }

  private static void refuse(IpStack stack, Packet packet, DropReason reason) {
    stack.counters().count(IcmpCounter.IN_ERRORS);
    stack.world().drop(packet, reason);
  }

  /// RFC 1122 3.2.2.6, 3.2.2.8: what came for many need not be answered; little of it is right.
  private static @Nullable DropReason checkGroup(IpStack stack, Packet packet, int type) {
    RouteType route = Route.of(packet).type();
    if (route != RouteType.BROADCAST && route != RouteType.MULTICAST) {
      return null;
    }
    return switch (type) {
      case Icmp.ECHO_REQUEST, Icmp.TIMESTAMP_REQUEST ->
          stack.settings().isOn(IpSetting.ICMP_ECHO_IGNORE_BROADCASTS)
              ? DropReason.ICMP_IGNORED
              : null;
      case Icmp.MASK_REQUEST, Icmp.MASK_REPLY -> null;
      default -> DropReason.ICMP_UNKNOWN;
    };
  }

  private static void dispatch(IpStack stack, Packet packet, NetDevice device, int type) {
    World world = stack.world();
    switch (type) {
      case Icmp.ECHO_REQUEST -> echo(stack, packet, device);
      case Icmp.ECHO_REPLY -> echoReply(stack, packet, device);
      case Icmp.TIMESTAMP_REQUEST -> timestamp(stack, packet, device);
      case Icmp.UNREACHABLE, Icmp.SOURCE_QUENCH, Icmp.TIME_EXCEEDED, Icmp.PARAMETER_PROBLEM ->
          error(stack, packet, device, type);
      case Icmp.REDIRECT -> Redirects.receive(stack, packet, device);
      default -> world.consume(packet);
    }
  }

  private static void echo(IpStack stack, Packet packet, NetDevice device) {
    if (stack.settings().isOn(IpSetting.ICMP_ECHO_IGNORE_ALL)) {
      stack.world().drop(packet, DropReason.ICMP_IGNORED);
      return;
    }
    stack.icmp().reply(packet, device, Icmp.ECHO_REPLY);
    stack.world().consume(packet);
  }

  /// RFC 8335, whose types stand apart: what came for many is answered too.
  private static void probe(IpStack stack, Packet packet, NetDevice device) {
    if (stack.settings().isOn(IpSetting.ICMP_ECHO_IGNORE_ALL)
        || !InterfaceProbe.isAnswered(stack.netns(), packet.bytes(), packet.head())) {
      stack.world().drop(packet, DropReason.ICMP_IGNORED);
      return;
    }
    stack.icmp().reply(packet, device, IcmpProbe.REPLY);
    stack.world().consume(packet);
  }

  private static void timestamp(IpStack stack, Packet packet, NetDevice device) {
    if (packet.length() < Icmp.HEADER + TIMESTAMP_SIZE) {
      refuse(stack, packet, DropReason.PKT_TOO_SMALL);
      return;
    }
    stack.icmp().reply(packet, device, Icmp.TIMESTAMP_REPLY);
    stack.world().consume(packet);
  }

  /// `ping_rcv`
  private static void echoReply(IpStack stack, Packet packet, NetDevice device) {
    EchoReceiver receiver = stack.receivers().echo(Icmp.id(packet.bytes(), packet.head()));
    int local = Ipv4.destination(packet.bytes(), packet.network());
    if (receiver == null || !receiver.matches(local, IpInput.ownerOf(packet, device))) {
      // Raw sockets have had their copies; the message itself has served.
      stack.world().consume(packet);
    } else {
      receiver.deliver(packet, device);
    }
  }

  // ---- errors

  /// `icmp_unreach`
  private static void error(IpStack stack, Packet packet, NetDevice device, int type) {
    int at = packet.transport();
    packet.pull(Icmp.HEADER);
    byte[] bytes = packet.bytes();
    if (!Ipv4.headerFits(bytes, packet.head(), packet.tail())) {
      refuse(stack, packet, DropReason.PKT_TOO_SMALL);
      return;
    }
    if (isToBeTold(stack, bytes, at, type) && !isBogus(stack, packet, device)) {
      tell(stack, packet, device, info(bytes, at, type));
    }
    stack.world().consume(packet);
  }

  private static boolean isToBeTold(IpStack stack, byte[] bytes, int at, int type) {
    int code = Icmp.code(bytes, at);
    return switch (type) {
      case Icmp.UNREACHABLE ->
          code <= KNOWN_CODES
              && (code != Icmp.FRAGMENTATION_NEEDED
                  || stack.settings().get(IpSetting.IP_NO_PMTU_DISC) < 2);
      case Icmp.TIME_EXCEEDED -> code != Icmp.REASSEMBLY_TIME_EXCEEDED;
      default -> true;
    };
  }

  private static int info(byte[] bytes, int at, int type) {
    if (type == Icmp.PARAMETER_PROBLEM) {
      return Icmp.pointer(bytes, at);
    }
    boolean needed = type == Icmp.UNREACHABLE && Icmp.code(bytes, at) == Icmp.FRAGMENTATION_NEEDED;
    return needed ? Icmp.mtu(bytes, at) : 0;
  }

  /// Some routers answer broadcasts with errors, against RFC 1122.
  private static boolean isBogus(IpStack stack, Packet packet, NetDevice device) {
    if (stack.settings().isOn(IpSetting.ICMP_IGNORE_BOGUS_ERROR_RESPONSES)) {
      return false;
    }
    long quoted = Ip.hi(Ipv4.destination(packet.bytes(), packet.head()));
    return stack.fib().addressType(quoted, device) == RouteType.BROADCAST;
  }

  /// `icmp_socket_deliver`
  private static void tell(IpStack stack, Packet packet, NetDevice device, int info) {
    byte[] bytes = packet.bytes();
    if (packet.tail() - Ipv4.payload(bytes, packet.head()) < QUOTED_BYTES) {
      stack.counters().count(IcmpCounter.IN_ERRORS);
      return;
    }
    IcmpError error = new IcmpError(packet, device, info);
    stack.receivers().errorRaw(error);
    TransportProtocol protocol =
        TransportProtocols.of(device.netns().machine()).find(error.protocol());
    if (protocol != null) {
      protocol.error(error);
    }
  }

  /// An error about ICMP of our own (`icmp_err`): about an echo, or about a reply of the kernel's.
  @Override
  public void error(IcmpError error) {
    IpStack stack = IpStack.of(error.device());
    byte[] bytes = error.packet().bytes();
    int quoted = error.payload();
    if (Icmp.type(bytes, quoted) != Icmp.ECHO_REPLY) {
      EchoReceiver receiver = stack.receivers().echo(Icmp.id(bytes, quoted));
      if (receiver != null) {
        receiver.error(error);
      }
    } else if (error.isFragmentationNeeded()) {
      stack.pathMtu().learn(error);
    }
  }
}
