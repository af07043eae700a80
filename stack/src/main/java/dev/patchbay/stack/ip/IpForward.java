package dev.patchbay.stack.ip;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.route.MachineRouteSetting;
import dev.patchbay.stack.route.MachineRoutes;
import dev.patchbay.stack.route.Route;
import java.util.Objects;

/// What is for another network (net/ipv4/ip_forward.c, RFC 1812 section 5.3): one hop less, a
/// smaller MTU perhaps, a word to the sender where there is a better way.
final class IpForward {
  private static final Continuation FORWARD_FINISH =
      (packet, in, out) ->
          IpStack.of(Objects.requireNonNull(in)).forward().forwardFinish(packet, in);

  private final IpStack stack;
  private final World world;
  private final IpCounters counters;

  IpForward(IpStack stack) {
    this.stack = stack;
    this.world = stack.world();
    this.counters = stack.counters();
  }

  int forward(Packet packet, NetDevice device) {
    if (packet.type() != Packet.Type.HOST) {
      world.drop(packet, DropReason.NOT_SPECIFIED);
      return 0;
    }
    Route route = Route.of(packet);
    byte[] bytes = packet.bytes();
    int at = packet.network();
    if (Ipv4.ttl(bytes, at) <= 1) {
      counters.count(IpCounter.IN_HDR_ERRORS);
      stack.icmp().send(packet, device, Icmp.TIME_EXCEEDED, Icmp.TTL_EXCEEDED, 0);
      world.drop(packet, DropReason.IP_TTL_EXPIRED);
      return 0;
    }
    if (SourceRoute.isBroken(packet, route)) {
      stack.icmp().send(packet, device, Icmp.UNREACHABLE, Icmp.SOURCE_ROUTE_FAILED, 0);
      world.drop(packet, DropReason.NOT_SPECIFIED);
      return 0;
    }
    packet.flags(packet.flags() | IpFlags.FORWARDED);
    if (Ipv4.dontFragment(bytes, at)) {
      int mtu = stack.pathMtu().forwarding(route, Ipv4.destination(bytes, at));
      if (Segmentation.exceeds(packet, mtu)) {
        tooBig(packet, device, mtu);
        return 0;
      }
    }
    bytes = packet.edit();
    at = packet.network();
    Ipv4.decrementTtl(bytes, at);
    if ((packet.flags() & (IpFlags.DO_REDIRECT | IpFlags.SOURCE_ROUTED)) == IpFlags.DO_REDIRECT) {
      redirect(packet, device, route);
    }
    if (stack.settings().updatesPriority()) {
      packet.priority(IpPriority.of(Ipv4.tos(bytes, at)));
    }
    Hook hook = stack.netns().activeHook(HookFamily.IPV4, HookPoint.FORWARD);
    int told =
        hook == null ? Hook.PASS : hook.judge(packet, device, route.device(), FORWARD_FINISH);
    return told == Hook.PASS ? forwardFinish(packet, device) : told;
  }

  private void tooBig(Packet packet, NetDevice device, int mtu) {
    counters.count(IpCounter.FRAG_FAILS);
    stack.icmp().send(packet, device, Icmp.UNREACHABLE, Icmp.FRAGMENTATION_NEEDED, mtu);
    world.drop(packet, DropReason.PKT_TOO_BIG);
  }

  private int forwardFinish(Packet packet, NetDevice device) {
    counters.count(IpCounter.FORW_DATAGRAMS, IpCounter.OUT_OCTETS, packet.length());
    if (packet.transport() - packet.network() > Ipv4.HEADER) {
      forwardOptions(packet, device);
    }
    packet.timestamp(0);
    if (packet.trace() != null) {
      int ttl = Ipv4.ttl(packet.bytes(), packet.network());
      String out = Route.of(packet).device().name();
      world.note(packet, stack.netns(), new IpStages.Forwarded(ttl, out));
    }
    return stack.output().output(packet);
  }

  /// The address by which the packet leaves goes into the recorded route (`ip_forward_options`).
  /// Not to the timestamps, but for one on a source route: there the kernel leaves the one by which
  /// the sender would be answered.
  private void forwardOptions(Packet packet, NetDevice device) {
    boolean sourceRouted = (packet.flags() & IpFlags.SOURCE_ROUTED) != 0;
    if (!sourceRouted && (packet.flags() & IpFlags.RECORDS_ADDRESS) == 0) {
      return;
    }
    byte[] bytes = packet.edit();
    int at = packet.network();
    int places = packet.flags() & IpFlags.RECORDS_ADDRESS;
    IpOptions.leave(bytes, at, places, stack.output().sourceTowards(packet, device));
    if (sourceRouted) {
      stack.sourceRoute().leave(packet, device);
      places = packet.flags() & IpFlags.STAMPS_ADDRESS;
      IpOptions.leave(bytes, at, places, stack.output().sourceTowards(packet, device));
    }
    Ipv4.fillChecksum(bytes, at);
  }

  /// `ip_rt_send_redirect`: a few times, each time later, then not again for a while.
  private void redirect(Packet packet, NetDevice device, Route route) {
    InetDevice inet = InetDevice.inet(route.device());
    if (inet == null || !inet.sendRedirects()) {
      return;
    }
    byte[] bytes = packet.bytes();
    int at = packet.network();
    MachineRoutes routes = MachineRoutes.of(stack.netns().machine());
    Peers.Peer peer = stack.peers().peer(Ipv4.source(bytes, at));
    long now = stack.peers().now();
    if (now > peer.last + routes.setting(MachineRouteSetting.REDIRECT_SILENCE)) {
      peer.tokens = 0;
      peer.redirects = 0;
    }
    if (peer.redirects >= routes.setting(MachineRouteSetting.REDIRECT_NUMBER)) {
      peer.last = now;
    } else if (peer.redirects == 0
        || now
            > peer.last
                + ((long) routes.setting(MachineRouteSetting.REDIRECT_LOAD) << peer.redirects)) {
      int gateway =
          route.hasGateway() ? (int) (route.gatewayHi() >>> 32) : Ipv4.destination(bytes, at);
      stack.icmp().send(packet, device, Icmp.REDIRECT, Icmp.REDIRECT_HOST, gateway);
      peer.last = now;
      peer.redirects++;
    }
  }
}
