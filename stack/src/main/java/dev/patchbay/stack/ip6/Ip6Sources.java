package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.SourceSelection;
import org.jspecify.annotations.Nullable;

/// Which of its addresses a node sends from (RFC 6724 section 5, `ipv6_dev_get_saddr`).
final class Ip6Sources implements SourceSelection {
  private static final int LINK_SCOPE = 2;

  static void load(Machine machine) {
    Fib.sourceSelection(machine, new Ip6Sources());
  }

  @Override
  public boolean select(Netns netns, @Nullable NetDevice device, Flow flow) {
    return choose(netns, device, flow);
  }

  /// Puts the best source for the flow's destination into the flow; false when there is none.
  static boolean choose(Netns netns, @Nullable NetDevice device, Flow flow) {
    int scope = scopeOf(flow.destinationHi, flow.destinationLo);
    int label =
        AddressLabels.of(netns)
            .label(flow.destinationHi, flow.destinationLo, device == null ? 0 : device.index());
    boolean onlyHere = device != null && needsDevice(device, scope, flow);
    NetDevice domain = device == null ? null : L3Master.of(device);
    InterfaceAddress best = null;
    long most = -1;
    for (int i = 0; i < netns.deviceCount(); i++) {
      NetDevice candidate = netns.deviceAt(i);
      boolean counts = onlyHere ? candidate == device : L3Master.of(candidate) == domain;
      InetDevice inet = counts ? InetDevice.inet6(candidate) : null;
      for (int k = 0; inet != null && k < inet.addressCount(); k++) {
        InterfaceAddress address = inet.address(k);
        long rank = isCandidate(address) ? rank(address, device, scope, label, flow) : -1;
        if (rank > most) {
          most = rank;
          best = address;
        }
      }
    }
    if (best == null) {
      return false;
    }
    flow.sourceHi = best.localHi();
    flow.sourceLo = best.localLo();
    return true;
  }

  /// Link-local and group destinations are reached from the device they are on, and all where a
  /// setting says so.
  private static boolean needsDevice(NetDevice device, int scope, Flow flow) {
    InetDevice inet = InetDevice.inet6(device);
    return scope <= LINK_SCOPE
        || Ipv6.isMulticast(flow.destinationHi)
        || (inet != null && inet.setting(Ipv6Setting.USE_OIF_ADDRS_ONLY) != 0);
  }

  private static boolean isCandidate(InterfaceAddress address) {
    return (!address.isTentative() || address.has(AddressFlags.OPTIMISTIC))
        && !Ipv6.isMulticast(address.localHi());
  }

  /// The rules of RFC 6724 section 5 as `ipv6_get_saddr_eval` asks them, the first in the highest
  /// bits.
  private static long rank(
      InterfaceAddress address, @Nullable NetDevice device, int scope, int label, Flow flow) {
    long hi = address.localHi();
    long lo = address.localLo();
    NetDevice own = address.inetDevice().device();
    boolean same = hi == flow.destinationHi && lo == flow.destinationLo;
    boolean preferred = !address.has(AddressFlags.DEPRECATED) || isAlwaysPreferred(hi, lo);
    boolean labelled = AddressLabels.of(own.netns()).label(hi, lo, own.index()) == label;
    boolean wantsTemporary = address.inetDevice().setting(Ipv6Setting.USE_TEMPADDR) >= 2;
    int common = commonPrefix(hi, lo, flow.destinationHi, flow.destinationLo);
    long rank = bit(same) << 8 | scopeRank(scopeOf(hi, lo), scope);
    rank = rank << 1 | bit(preferred);
    rank = rank << 1 | bit(address.has(AddressFlags.HOMEADDRESS));
    rank = rank << 1 | bit(device == null || own == device);
    rank = rank << 1 | bit(labelled);
    rank = rank << 1 | bit(address.has(AddressFlags.SECONDARY) == wantsTemporary);
    rank = rank << 1 | bit(isOrchid(hi) == isOrchid(flow.destinationHi));
    return rank << 8 | Math.min(common, address.prefixLength());
  }

  private static long bit(boolean holds) {
    return holds ? 1 : 0;
  }

  /// Rule 2: the smallest scope that reaches the destination's, or else the widest.
  private static int scopeRank(int own, int scope) {
    return own >= scope ? 0xff - own : own;
  }

  /// ::1 and what stands for addresses of IPv4 is never deprecated (`ipv6_saddr_preferred`).
  private static boolean isAlwaysPreferred(long hi, long lo) {
    return hi == 0 && (lo == 1 || lo >>> 32 == 0xffff || lo >>> 32 == 0);
  }

  /// RFC 4843: 2001:10::/28.
  private static boolean isOrchid(long hi) {
    return hi >>> 36 == 0x2001_0010L >>> 4;
  }

  /// The scope as multicast addresses write it (RFC 4291 2.7): 1 the node, 2 the link, 5 the site,
  /// 14 everywhere; the address of none is nearer than the node.
  private static int scopeOf(long hi, long lo) {
    if (hi == 0 && lo == 0) {
      return -1;
    }
    if (Ipv6.isMulticast(hi)) {
      return Ipv6.multicastScope(hi);
    }
    if (Ipv6.isLoopback(hi, lo) || Ipv6.isLinkLocal(hi)) {
      return LINK_SCOPE;
    }
    return hi >>> 54 == 0x3fb ? 5 : 14;
  }

  private static int commonPrefix(long hi, long lo, long otherHi, long otherLo) {
    int high = Long.numberOfLeadingZeros(hi ^ otherHi);
    return high < 64 ? high : 64 + Long.numberOfLeadingZeros(lo ^ otherLo);
  }
}
