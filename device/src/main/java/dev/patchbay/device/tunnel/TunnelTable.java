package dev.patchbay.device.tunnel;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ipv4;
import org.jspecify.annotations.Nullable;

/// The tunnels of one kind that end in a namespace, by the outer address of the other end and the
/// key (`ip_tunnel_net`).
final class TunnelTable extends TunnelBuckets<Ipv4Tunnel> {
  private static final int NO_MATCH = Integer.MAX_VALUE;

  /// Added to the rank of one that is bound to another device than the packet's, or to none.
  private static final int OTHER_LINK = 4;

  TunnelTable() {
    super(Ipv4Tunnel[]::new);
  }

  private static int hash(int remote, int key) {
    return ((remote ^ key * 0x9e37_79b9) * 0x85eb_ca6b) >>> 16;
  }

  private static int hash(TunnelParameters its) {
    return hash(its.isMulticast() ? 0 : its.remote(), its.inputKey());
  }

  @Override
  protected int hash(Ipv4Tunnel tunnel) {
    return hash(tunnel.parameters());
  }

  /// The tunnel between the same addresses, with the same key, by the same device
  /// (`ip_tunnel_find`), that is not external.
  @Nullable Ipv4Tunnel find(TunnelParameters wanted) {
    return find(wanted, true);
  }

  /// The same among those that are not external, or among those that have become it.
  @Nullable Ipv4Tunnel find(TunnelParameters wanted, boolean addressed) {
    boolean hasKey = (wanted.inputFlags() & Gre.KEY) != 0;
    for (Ipv4Tunnel one = first(hash(wanted)); one != null; one = one.nextInTable) {
      TunnelParameters its = one.parameters();
      if (its.local() == wanted.local()
          && its.remote() == wanted.remote()
          && its.link() == wanted.link()
          && its.takesKey(hasKey, wanted.inputKey())
          && (one.hardwareType() != ArpHardware.NONE) == addressed) {
        return one;
      }
    }
    return null;
  }

  // ---- packets

  /// The tunnel that a packet is for (`ip_tunnel_lookup`): of those that are up, one that names
  /// both ends comes before one that names the other end, then its own, then neither; and one that
  /// is bound to the device the packet came by comes before all others.
  ///
  /// @param link the index of the device
  @Nullable Ipv4Tunnel find(int remote, int local, boolean hasKey, int key, int link) {
    Ipv4Tunnel best = null;
    int bestRank = NO_MATCH;
    int named = hash(remote, key);
    int unnamed = hash(0, key);
    int passes = bucket(named) == bucket(unnamed) ? 1 : 2;
    for (int pass = 0; pass < passes; pass++) {
      Ipv4Tunnel one = first(pass == 0 ? named : unnamed);
      for (; one != null; one = one.nextInTable) {
        int rank = rank(one, remote, local, hasKey, key, link);
        if (rank < bestRank) {
          best = one;
          bestRank = rank;
        }
      }
    }
    if (best != null) {
      return best;
    }
    Ipv4Tunnel any = external();
    if (any != null && any.isUp()) {
      return any;
    }
    any = fallback();
    return any != null && any.isUp() ? any : null;
  }

  private static int rank(
      Ipv4Tunnel one, int remote, int local, boolean hasKey, int key, int link) {
    if (!one.isUp()) {
      return NO_MATCH;
    }
    TunnelParameters its = one.parameters();
    int stage;
    if (its.remote() == remote && remote != 0 && (its.local() == local || its.local() == 0)) {
      stage = its.local() == 0 ? 1 : 0;
    } else if ((its.remote() == 0 && its.local() == local && local != 0)
        || (its.remote() == local && Ipv4.isMulticast(local))) {
      stage = 2;
    } else if (its.remote() == 0 && its.local() == 0) {
      stage = 3;
    } else {
      return NO_MATCH;
    }
    boolean takes = stage == 3 ? its.inputKey() == key : its.takesKey(hasKey, key);
    if (!takes) {
      return NO_MATCH;
    }
    return its.link() == link ? stage : stage + OTHER_LINK;
  }
}
