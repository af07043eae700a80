package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6Netns;
import org.jspecify.annotations.Nullable;

/// Puts the pieces of packets together before tracking sees them (`nf_defrag_ipv4`,
/// `nf_defrag_ipv6`): steals the pieces and resumes with the whole.
final class Defragmenter extends HookFunction {
  static final int PRIORITY = -400;

  private final Netns netns;
  private final Family family;

  Defragmenter(Netns netns, Family family) {
    this.netns = netns;
    this.family = family;
  }

  @Override
  public Verdict judge(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    NetDevice device = in == null ? out : in;
    if (device == null || packet.connection() instanceof Connection) {
      return Verdict.ACCEPT;
    }
    Packet whole = gather(packet, device, hook);
    if (whole == packet) {
      return Verdict.ACCEPT;
    }
    if (whole != null) {
      hook.resume(PRIORITY, whole, in, out, next);
    }
    return Verdict.STOLEN;
  }

  /// The packet itself when it is whole, what it completes, or null.
  private @Nullable Packet gather(Packet packet, NetDevice device, Hook hook) {
    if (family == Family.IPV6) {
      return Ip6Netns.of(netns).gather(packet, device);
    }
    return Ipv4.isFragment(packet.bytes(), packet.network())
        ? IpStack.of(netns).gather(packet, device, 1 + hook.point().ordinal())
        : packet;
  }
}
