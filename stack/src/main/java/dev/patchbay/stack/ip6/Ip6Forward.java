package dev.patchbay.stack.ip6;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.SettingStage;
import dev.patchbay.core.World;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Segmentation;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.ip.IpFlags;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// The way of a packet that is for somebody else (`ip6_forward`).
final class Ip6Forward {
  private static final SettingStage FORWARDING_OFF =
      new SettingStage(
          "net.ipv6.conf.all.forwarding", "0", "what is for another host is not taken");

  private static final Continuation FINISH =
      (packet, in, out) ->
          out == null ? 0 : Ip6.of(out.netns().machine()).output().output(packet, out);

  private final Icmp6 icmp;
  private final Ip6Output output;

  Ip6Forward(Icmp6 icmp, Ip6Output output) {
    this.icmp = icmp;
    this.output = output;
  }

  void forward(Packet packet, NetDevice in, Route route) {
    World world = in.netns().world();
    NetDevice out = route.device();
    DropReason refusal = refusal(packet, in, out, route);
    Ip6Counters counters = Ip6Counters.of(in);
    if (refusal != null) {
      countRefusal(counters, refusal);
      world.drop(packet, refusal);
      return;
    }
    if (in == out) {
      Ip6.of(in.netns().machine()).redirection().tell(packet, in, route);
    }
    byte[] bytes = packet.edit();
    int left = Ipv6.decrementHopLimit(bytes, packet.network());
    packet.flags(packet.flags() | IpFlags.FORWARDED);
    counters.count(Ip6Counter.OUT_FORW_DATAGRAMS, Ip6Counter.OUT_OCTETS, packet.length());
    if (packet.trace() != null) {
      world.note(packet, in.netns(), new Ip6Stages.Forwarded(left, out.name()));
    }
    Hook hook = in.netns().activeHook(HookFamily.IPV6, HookPoint.FORWARD);
    if (hook == null) {
      output.output(packet, out);
    } else {
      hook.run(packet, in, out, FINISH);
    }
  }

  private static void countRefusal(Ip6Counters counters, DropReason refusal) {
    switch (refusal) {
      case IP_TTL_EXPIRED -> counters.count(Ip6Counter.IN_HDR_ERRORS);
      case PKT_TOO_BIG -> {
        counters.count(Ip6Counter.IN_TOO_BIG_ERRORS);
        counters.count(Ip6Counter.FRAG_FAILS);
      }
      case OTHERHOST, IPV6DISABLED -> counters.count(Ip6Counter.IN_DISCARDS);
      default -> counters.count(Ip6Counter.IN_ADDR_ERRORS);
    }
  }

  /// Why the packet goes no further, or null; its sender has been told.
  private @Nullable DropReason refusal(Packet packet, NetDevice in, NetDevice out, Route route) {
    InetDevice inet = InetDevice.inet6(in);
    if (inet == null || inet.all().value(Ipv6Setting.FORWARDING) == 0) {
      if (packet.trace() != null) {
        in.netns().world().note(packet, in.netns(), FORWARDING_OFF);
      }
      return DropReason.IP_FORWARDING_OFF;
    }
    if (packet.type() != Packet.Type.HOST) {
      return DropReason.OTHERHOST;
    }
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    if (Ipv6.hopLimit(bytes, ip) <= 1) {
      icmp.error(packet, in, Icmpv6.TIME_EXCEEDED, Icmpv6.HOP_LIMIT_EXCEEDED, 0);
      return DropReason.IP_TTL_EXPIRED;
    }
    long sourceHi = Ipv6.sourceHi(bytes, ip);
    if (Ipv6.isUnspecified(sourceHi, Ipv6.sourceLo(bytes, ip))) {
      return DropReason.IP_INVALID_SOURCE;
    }
    if (Ipv6.isLinkLocal(sourceHi) && in != out) {
      icmp.error(packet, in, Icmpv6.UNREACHABLE, Icmpv6.BEYOND_SCOPE, 0);
      return DropReason.IPV6_SCOPE;
    }
    int mtu = Math.max(route.mtu(), Ipv6.MIN_MTU);
    boolean mayCut = (packet.flags() & IpFlags.IGNORE_DF) != 0;
    if (Segmentation.exceeds(packet, mtu) && !mayCut) {
      icmp.error(packet, in, Icmpv6.PACKET_TOO_BIG, 0, mtu);
      return DropReason.PKT_TOO_BIG;
    }
    InetDevice outInet = InetDevice.inet6(out);
    return outInet == null || outInet.isDisabled() ? DropReason.IPV6DISABLED : null;
  }
}
