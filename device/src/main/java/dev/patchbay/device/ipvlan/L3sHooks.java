package dev.patchbay.device.ipvlan;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.L3Receiver;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import org.jspecify.annotations.Nullable;

/// What mode l3s does on the way in (drivers/net/ipvlan/ipvlan_l3s.c): the parent's namespace takes
/// the packet as its own, but the route is that of the device it is for; behind all its filters at
/// INPUT the packet becomes that device's.
final class L3sHooks extends HookFunction implements L3Receiver {
  private final IpvlanPort port;
  private final Flow flow = new Flow();
  private @Nullable Netns netns;

  L3sHooks(IpvlanPort port) {
    this.port = port;
  }

  void add(Netns where) {
    netns = where;
    port.below().l3Receiver(this);
    where.hook(HookFamily.IPV4, HookPoint.INPUT).add(Integer.MAX_VALUE, this);
    where.hook(HookFamily.IPV6, HookPoint.INPUT).add(Integer.MAX_VALUE, this);
  }

  void remove() {
    if (netns == null) {
      return;
    }
    port.below().l3Receiver(null);
    netns.hook(HookFamily.IPV4, HookPoint.INPUT).remove(this);
    netns.hook(HookFamily.IPV6, HookPoint.INPUT).remove(this);
    netns = null;
  }

  /// Finds the route where the packet's device is (`ipvlan_l3_rcv`).
  @Override
  public NetDevice receive(Packet packet, NetDevice device) {
    int at = packet.network();
    IpvlanDevice owner = Addressee.of(port, packet, at, packet.protocol(), true);
    if (owner != null) {
      byte[] bytes = packet.bytes();
      boolean isIpv4 = Ipv4.version(bytes, at) == 4;
      flow.clear();
      if (isIpv4) {
        flow.destinationHi = Ip.hi(Ipv4.destination(bytes, at));
        flow.sourceHi = Ip.hi(Ipv4.source(bytes, at));
        flow.tos = Ipv4.tos(bytes, at);
      } else {
        flow.destinationHi = Ipv6.destinationHi(bytes, at);
        flow.destinationLo = Ipv6.destinationLo(bytes, at);
        flow.sourceHi = Ipv6.sourceHi(bytes, at);
        flow.sourceLo = Ipv6.sourceLo(bytes, at);
        flow.flowLabel = Ipv6.flowLabel(bytes, at);
      }
      flow.mark = packet.mark();
      flow.input = owner;
      packet.destination(Fib.of(owner.netns(), isIpv4 ? Family.IPV4 : Family.IPV6).input(flow));
    }
    return device;
  }

  /// `ipvlan_nf_input`
  @Override
  public Verdict judge(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    if (in != port.below()) {
      return Verdict.ACCEPT;
    }
    IpvlanDevice owner = Addressee.of(port, packet, packet.network(), packet.protocol(), true);
    if (owner == null) {
      return Verdict.ACCEPT;
    }
    owner.countReceived(packet.length() + Ethernet.HEADER, true, false);
    packet.device(owner);
    hook.resume(Integer.MAX_VALUE, packet, owner, null, next);
    return Verdict.STOLEN;
  }
}
