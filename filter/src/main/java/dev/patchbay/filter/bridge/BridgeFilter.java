package dev.patchbay.filter.bridge;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.Setting;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// A namespace's bridges as IP's hooks see them: each packet that crosses one is taken from the
/// bridge at PREROUTING, FORWARD and POSTROUTING, shown to IP's hooks of that name as if the bridge
/// routed it, and given back (net/bridge/br_netfilter_hooks.c).
final class BridgeFilter implements NetnsPart {
  static final Key<BridgeFilter> KEY = new Key<>(BridgeFilter::new);

  private static final int FIRST = Integer.MIN_VALUE;
  private static final int PREROUTING = 0;
  private static final int FORWARD = -1;
  private static final int LAST = Integer.MAX_VALUE;

  private static final Continuation AFTER_PREROUTING = BridgeFilter::finishPrerouting;
  private static final Continuation AFTER_FORWARD = BridgeFilter::finishForward;
  private static final Continuation AFTER_POSTROUTING = BridgeFilter::finishPostrouting;

  private final Netns netns;
  private final HookFunction prerouting = HookFunction.of(this::prerouting);
  private final HookFunction forward = HookFunction.of(this::forward);
  private final HookFunction postrouting = HookFunction.of(this::postrouting);
  private final HookFunction sabotage = HookFunction.of(BridgeFilter::sabotage);
  private boolean isActive;

  /// Whether IPv4's, IPv6's and ARP's tables see bridged packets (`net.bridge.bridge-nf-call-…`).
  int callIptables = 1;

  int callIp6tables = 1;
  int callArptables = 1;

  private BridgeFilter(Netns netns) {
    this.netns = netns;
  }

  void enter() {
    if (isActive) {
      return;
    }
    isActive = true;
    netns.hook(HookFamily.BRIDGE, HookPoint.PREROUTING).add(PREROUTING, prerouting);
    netns.hook(HookFamily.BRIDGE, HookPoint.FORWARD).add(FORWARD, forward);
    netns.hook(HookFamily.BRIDGE, HookPoint.POSTROUTING).add(LAST, postrouting);
    netns.hook(HookFamily.IPV4, HookPoint.PREROUTING).add(FIRST, sabotage);
    netns.hook(HookFamily.IPV6, HookPoint.PREROUTING).add(FIRST, sabotage);
  }

  void leave() {
    isActive = false;
    netns.hook(HookFamily.BRIDGE, HookPoint.PREROUTING).remove(prerouting);
    netns.hook(HookFamily.BRIDGE, HookPoint.FORWARD).remove(forward);
    netns.hook(HookFamily.BRIDGE, HookPoint.POSTROUTING).remove(postrouting);
    netns.hook(HookFamily.IPV4, HookPoint.PREROUTING).remove(sabotage);
    netns.hook(HookFamily.IPV6, HookPoint.PREROUTING).remove(sabotage);
  }

  /// The IP hook that wants the packet, or null. What is in a VLAN is not looked at.
  private @Nullable Hook ipHook(Packet packet, HookPoint point) {
    if (packet.vlan() != Packet.NO_VLAN) {
      return null;
    }
    return switch (packet.protocol()) {
      case EtherType.IPV4 -> netns.activeHook(HookFamily.IPV4, point);
      case EtherType.IPV6 -> netns.activeHook(HookFamily.IPV6, point);
      default -> null;
    };
  }

  /// Whether the packet's tables see what the bridge forwards: by the setting for all bridges, or
  /// by the bridge's own.
  private boolean calls(Packet packet, NetDevice bridge) {
    boolean isV4 = packet.protocol() == EtherType.IPV4;
    Setting own = isV4 ? Setting.NF_CALL_IPTABLES : Setting.NF_CALL_IP6TABLES;
    return (isV4 ? callIptables : callIp6tables) != 0
        || (bridge instanceof BridgeDevice device && device.get(own) != 0);
  }

  // ---- PREROUTING

  private HookFunction.Verdict prerouting(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    Hook ip = ipHook(packet, HookPoint.PREROUTING);
    NetDevice bridge = in == null ? null : in.master();
    if (ip == null || in == null || bridge == null || !calls(packet, bridge)) {
      return HookFunction.Verdict.ACCEPT;
    }
    if (!locate(packet)) {
      return HookFunction.Verdict.DROP;
    }
    boolean forOther = packet.type() == Packet.Type.OTHERHOST;
    packet.bridgePorts(
        new BridgedPacket(in, null, forOther, destination(packet), true, hook, next));
    if (forOther) {
      packet.type(Packet.Type.HOST);
    }
    packet.device(bridge);
    ip.run(packet, bridge, null, AFTER_PREROUTING);
    return HookFunction.Verdict.STOLEN;
  }

  /// Checks the IP header, and sets where it and the next one begin. False when it is malformed.
  private static boolean locate(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    if (packet.protocol() == EtherType.IPV6) {
      if (!Ipv6.fits(bytes, at, packet.tail())) {
        return false;
      }
      packet.trim(Ipv6.HEADER + Ipv6.payloadLength(bytes, at));
      packet.network(at);
      packet.transport(at + Ipv6.HEADER);
      return true;
    }
    if (!Ipv4.fits(bytes, at, packet.tail()) || !Ipv4.checksumHolds(bytes, at)) {
      return false;
    }
    packet.trim(Ipv4.totalLength(bytes, at));
    packet.network(at);
    packet.transport(Ipv4.payload(bytes, at));
    return true;
  }

  private static long destination(Packet packet) {
    return packet.protocol() == EtherType.IPV6
        ? Ipv6.destinationHi(packet.bytes(), packet.network())
            ^ Ipv6.destinationLo(packet.bytes(), packet.network())
        : Ipv4.destination(packet.bytes(), packet.network());
  }

  private static int finishPrerouting(
      Packet packet, @Nullable NetDevice bridge, @Nullable NetDevice out) {
    BridgedPacket bridged = BridgedPacket.of(packet);
    if (bridged == null) {
      return 0;
    }
    packet.bridgePorts(bridged.behind());
    packet.device(bridged.in());
    if (destination(packet) != bridged.destination() && bridge != null) {
      // Its new destination is another host's: the bridge's own IP sends it there.
      Mac.write(packet.edit(), packet.link(), bridge.address().value());
      packet.type(Packet.Type.HOST);
    } else if (bridged.wasForOther()) {
      packet.type(Packet.Type.OTHERHOST);
    }
    return bridged.hook().resume(PREROUTING, packet, bridged.in(), null, bridged.next());
  }

  /// What has gone up from a bridge has been at PREROUTING already (`ip_sabotage_in`).
  private static HookFunction.Verdict sabotage(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    BridgedPacket bridged = BridgedPacket.of(packet);
    if (bridged == null || bridged.isBefore() || in == null || in != bridged.in().master()) {
      return HookFunction.Verdict.ACCEPT;
    }
    next.proceed(packet, in, out);
    return HookFunction.Verdict.STOLEN;
  }

  // ---- FORWARD

  private HookFunction.Verdict forward(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    BridgedPacket bridged = BridgedPacket.of(packet);
    if (bridged == null || out == null) {
      return HookFunction.Verdict.ACCEPT;
    }
    packet.bridgePorts(bridged.at(hook, out, next));
    Hook ip = ipHook(packet, HookPoint.FORWARD);
    if (ip == null) {
      return HookFunction.Verdict.ACCEPT;
    }
    if (bridged.wasForOther()) {
      packet.type(Packet.Type.HOST);
    }
    ip.run(packet, bridged.in().master(), out.master(), AFTER_FORWARD);
    return HookFunction.Verdict.STOLEN;
  }

  private static int finishForward(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    BridgedPacket bridged = BridgedPacket.of(packet);
    if (bridged == null) {
      return 0;
    }
    if (bridged.wasForOther()) {
      packet.type(Packet.Type.OTHERHOST);
    }
    return bridged.hook().resume(FORWARD, packet, bridged.in(), bridged.out(), bridged.next());
  }

  // ---- POSTROUTING

  private HookFunction.Verdict postrouting(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    BridgedPacket bridged = BridgedPacket.of(packet);
    if (bridged == null || bridged.out() == null || out == null) {
      return HookFunction.Verdict.ACCEPT;
    }
    Hook ip = ipHook(packet, HookPoint.POSTROUTING);
    if (ip == null) {
      return HookFunction.Verdict.ACCEPT;
    }
    packet.bridgePorts(bridged.at(hook, out, next));
    ip.run(packet, null, out.master(), AFTER_POSTROUTING);
    return HookFunction.Verdict.STOLEN;
  }

  private static int finishPostrouting(
      Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    BridgedPacket bridged = BridgedPacket.of(packet);
    return bridged == null
        ? 0
        : bridged.hook().resume(LAST, packet, null, bridged.out(), bridged.next());
  }
}
