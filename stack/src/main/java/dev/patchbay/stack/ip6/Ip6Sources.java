package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.SourceSelection;
import org.jspecify.annotations.Nullable;

/// Which of its addresses a node sends from (RFC 6724 section 5, `ipv6_dev_get_saddr`).
final class Ip6Sources implements SourceSelection {
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
    InterfaceAddress best = null;
    for (int i = 0; i < netns.deviceCount(); i++) {
      NetDevice candidate = netns.deviceAt(i);
      // Link-local and group destinations are reached from the device they are on.
      boolean elsewhere = device != null && candidate != device;
      if (elsewhere && (scope <= linkScope() || Ipv6.isMulticast(flow.destinationHi))) {
        continue;
      }
      InetDevice inet = InetDevice.inet6(candidate);
      for (int k = 0; inet != null && k < inet.addressCount(); k++) {
        InterfaceAddress address = inet.address(k);
        if (isCandidate(address) && isBetter(address, best, device, scope, flow)) {
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

  private static boolean isCandidate(InterfaceAddress address) {
    return !address.isTentative() || address.has(AddressFlags.OPTIMISTIC);
  }

  private static boolean isBetter(
      InterfaceAddress address,
      @Nullable InterfaceAddress best,
      @Nullable NetDevice device,
      int scope,
      Flow flow) {
    if (best == null) {
      return true;
    }
    long difference = rank(address, device, scope, flow) - rank(best, device, scope, flow);
    return difference > 0;
  }

  /// The rules of RFC 6724 section 5, the first in the highest bits.
  private static long rank(
      InterfaceAddress address, @Nullable NetDevice device, int scope, Flow flow) {
    long hi = address.localHi();
    long lo = address.localLo();
    boolean same = hi == flow.destinationHi && lo == flow.destinationLo;
    int own = scopeOf(hi, lo);
    int scopeRank = own >= scope ? 64 - own : own - 64 + 16;
    boolean preferred = !address.has(AddressFlags.DEPRECATED);
    boolean outgoing = device == null || address.inetDevice().device() == device;
    boolean label = label(hi, lo) == label(flow.destinationHi, flow.destinationLo);
    long rank = same ? 1 : 0;
    rank = rank << 8 | (scopeRank + 64);
    rank = rank << 1 | (preferred ? 1 : 0);
    rank = rank << 1 | (outgoing ? 1 : 0);
    rank = rank << 1 | (label ? 1 : 0);
    int common = commonPrefix(hi, lo, flow.destinationHi, flow.destinationLo);
    return rank << 8 | Math.min(common, address.prefixLength());
  }

  private static int linkScope() {
    return 2;
  }

  /// The scope as multicast addresses write it (RFC 4291 2.7): 1 the node, 2 the link, 5 the site,
  /// 14 everywhere.
  private static int scopeOf(long hi, long lo) {
    if (Ipv6.isMulticast(hi)) {
      return Ipv6.multicastScope(hi);
    }
    if (Ipv6.isLoopback(hi, lo) || Ipv6.isLinkLocal(hi)) {
      return linkScope();
    }
    return hi >>> 54 == 0x3fb ? 5 : 14;
  }

  /// The label of the default policy table (RFC 6724 2.1).
  private static int label(long hi, long lo) {
    if (Ipv6.isLoopback(hi, lo)) {
      return 0;
    }
    if (hi == 0 && lo >>> 32 == 0xffff) {
      return 4;
    }
    if (hi == 0 && lo >>> 32 == 0) {
      return 3;
    }
    if (hi >>> 48 == 0x2002) {
      return 2;
    }
    if (hi >>> 32 == 0x2001_0000L) {
      return 5;
    }
    return hi >>> 57 == 0x7e ? 13 : 1;
  }

  private static int commonPrefix(long hi, long lo, long otherHi, long otherLo) {
    int high = Long.numberOfLeadingZeros(hi ^ otherHi);
    return high < 64 ? high : 64 + Long.numberOfLeadingZeros(lo ^ otherLo);
  }
}
