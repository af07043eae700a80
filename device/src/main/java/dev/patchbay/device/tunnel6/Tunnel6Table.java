package dev.patchbay.device.tunnel6;

import dev.patchbay.device.tunnel.TunnelBuckets;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// The tunnels of one kind that end in a namespace, by their addresses and the key (`ip6_tnl_net`,
/// `ip6gre_net`).
final class Tunnel6Table extends TunnelBuckets<Ipv6Tunnel> {
  private static final int NO_MATCH = Integer.MAX_VALUE;
  private static final int STAGES = 4;

  /// So far that it is not the one.
  private static final int FAR = NO_MATCH / STAGES;

  Tunnel6Table() {
    super(Ipv6Tunnel[]::new);
  }

  private static int hash(long hi, long lo, int key) {
    return (int) (((hi * 31 + lo) * 0x9e37_79b9_7f4a_7c15L + key) >>> 40);
  }

  /// Of the end that every packet for the tunnel names: the other one, or none.
  private static int hash(Tunnel6Parameters its) {
    Ip end = its.remote().isUnspecified() || its.remote().isMulticast() ? Ip.ANY6 : its.remote();
    return hash(end.hi(), end.lo(), its.keys().input());
  }

  @Override
  protected int hash(Ipv6Tunnel tunnel) {
    return hash(tunnel.parameters());
  }

  /// The tunnel between the same addresses, with the same key, by the same device, of frames or of
  /// packets (`ip6_tnl_locate`, `ip6gre_tunnel_find`).
  @Nullable Ipv6Tunnel find(Tunnel6Parameters wanted, boolean frames) {
    for (Ipv6Tunnel one = first(hash(wanted)); one != null; one = one.nextInTable) {
      Tunnel6Parameters its = one.parameters();
      if (its.local().equals(wanted.local())
          && its.remote().equals(wanted.remote())
          && its.link() == wanted.link()
          && its.keys().input() == wanted.keys().input()
          && one.isEthernet() == frames) {
        return one;
      }
    }
    return null;
  }

  // ---- packets

  /// The tunnel that a packet is for (`ip6_tnl_lookup`, `ip6gre_tunnel_lookup`): of those that are
  /// up, what goes with the device it came by comes first, then what names both ends before what
  /// names one of them.
  ///
  /// @param link the index of the device
  /// @param frames whether it holds a frame, which tunnels of packets can take, too
  @Nullable Ipv6Tunnel find(
      long remoteHi, long remoteLo, long localHi, long localLo, int key, int link, boolean frames) {
    Ipv6Tunnel best = null;
    int bestRank = NO_MATCH;
    int named = hash(remoteHi, remoteLo, key);
    int unnamed = hash(0, 0, key);
    int passes = bucket(named) == bucket(unnamed) ? 1 : 2;
    for (int pass = 0; pass < passes; pass++) {
      Ipv6Tunnel one = first(pass == 0 ? named : unnamed);
      for (; one != null; one = one.nextInTable) {
        boolean asked = one.isUp() && one != fallback() && one.parameters().keys().input() == key;
        int stage = asked ? stage(one, remoteHi, remoteLo, localHi, localLo) : NO_MATCH;
        int rank = stage == NO_MATCH ? NO_MATCH : stage + STAGES * distance(one, link, frames);
        if (rank < bestRank) {
          best = one;
          bestRank = rank;
        }
      }
    }
    if (best != null) {
      return best;
    }
    Ipv6Tunnel any = external();
    if (any == null || !any.isUp()) {
      any = fallback();
    }
    return any != null && any.isUp() ? any : null;
  }

  private static int stage(
      Ipv6Tunnel one, long remoteHi, long remoteLo, long localHi, long localLo) {
    Ip local = one.parameters().local();
    Ip remote = one.parameters().remote();
    boolean here = local.hi() == localHi && local.lo() == localLo;
    if (remote.hi() == remoteHi && remote.lo() == remoteLo) {
      return here ? 0 : local.isUnspecified() ? 1 : NO_MATCH;
    }
    if (remote.isMulticast() && remote.hi() == localHi && remote.lo() == localLo) {
      return 2;
    }
    if (!remote.isUnspecified()) {
      return NO_MATCH;
    }
    return here ? 2 : local.isUnspecified() ? 3 : NO_MATCH;
  }

  /// How far it is from what the packet asks for.
  private static int distance(Ipv6Tunnel one, int link, boolean frames) {
    if (one.isEthernet() && !frames) {
      return FAR;
    }
    return (one.parameters().link() == link ? 0 : 1) + (one.isEthernet() == frames ? 0 : 2);
  }
}
