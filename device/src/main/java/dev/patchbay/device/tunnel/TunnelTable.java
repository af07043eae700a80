package dev.patchbay.device.tunnel;

import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ipv4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tunnels of one kind that end in a namespace, by the outer address of the other end and the
/// key (`ip_tunnel_net`).
final class TunnelTable implements NetnsPart {
  private static final int NO_MATCH = Integer.MAX_VALUE;

  /// Added to the rank of one that is bound to another device than the packet's, or to none.
  private static final int OTHER_LINK = 4;

  private @Nullable Ipv4Tunnel[] buckets = new @Nullable Ipv4Tunnel[4];
  private int size;
  private @Nullable Ipv4Tunnel fallback;
  private @Nullable Ipv4Tunnel external;

  /// The device that the module has put into the namespace, or null: it takes what no other tunnel
  /// does.
  @Nullable Ipv4Tunnel fallback() {
    return fallback;
  }

  void fallback(@Nullable Ipv4Tunnel tunnel) {
    fallback = tunnel;
  }

  /// The tunnel whose addresses come with each packet, or null.
  @Nullable Ipv4Tunnel external() {
    return external;
  }

  // ---- entries

  private int bucket(int remote, int key) {
    int mixed = (remote ^ key * 0x9e37_79b9) * 0x85eb_ca6b;
    return (mixed >>> 16) & (buckets.length - 1);
  }

  private int bucketOf(TunnelParameters parameters) {
    return bucket(parameters.isMulticast() ? 0 : parameters.remote(), parameters.inputKey());
  }

  void add(Ipv4Tunnel tunnel) {
    if (tunnel.parameters().external()) {
      external = tunnel;
    }
    if (size == 2 * buckets.length) {
      grow();
    }
    insert(tunnel);
    size++;
  }

  private void insert(Ipv4Tunnel tunnel) {
    int at = bucketOf(tunnel.parameters());
    tunnel.nextInTable = buckets[at];
    buckets[at] = tunnel;
  }

  private void grow() {
    @Nullable Ipv4Tunnel[] before = buckets;
    buckets = new @Nullable Ipv4Tunnel[before.length * 2];
    for (Ipv4Tunnel first : before) {
      Ipv4Tunnel next;
      for (Ipv4Tunnel tunnel = first; tunnel != null; tunnel = next) {
        next = tunnel.nextInTable;
        insert(tunnel);
      }
    }
  }

  /// Removes the tunnel, whose parameters are those that it was added with.
  void remove(Ipv4Tunnel tunnel) {
    if (external == tunnel) {
      external = null;
    }
    int at = bucketOf(tunnel.parameters());
    Ipv4Tunnel before = null;
    Ipv4Tunnel here = buckets[at];
    while (here != null && here != tunnel) {
      before = here;
      here = here.nextInTable;
    }
    if (here == null) {
      return;
    }
    if (before == null) {
      buckets[at] = tunnel.nextInTable;
    } else {
      before.nextInTable = tunnel.nextInTable;
    }
    tunnel.nextInTable = null;
    size--;
  }

  /// The tunnel between the same addresses, with the same key, by the same device
  /// (`ip_tunnel_find`).
  @Nullable Ipv4Tunnel find(TunnelParameters wanted) {
    boolean hasKey = (wanted.inputFlags() & Gre.KEY) != 0;
    for (Ipv4Tunnel one = buckets[bucketOf(wanted)]; one != null; one = one.nextInTable) {
      TunnelParameters its = one.parameters();
      if (its.local() == wanted.local()
          && its.remote() == wanted.remote()
          && its.link() == wanted.link()
          && its.takesKey(hasKey, wanted.inputKey())) {
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
    int first = bucket(remote, key);
    int second = bucket(0, key);
    for (int pass = 0; pass < 2; pass++) {
      Ipv4Tunnel one = pass == 0 ? buckets[first] : first == second ? null : buckets[second];
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
    Ipv4Tunnel any = external;
    if (any != null && any.isUp()) {
      return any;
    }
    any = fallback;
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

  /// What was made here does not outlive the namespace, wherever it is.
  @Override
  public void tearDown() {
    List<NetDevice> left = new ArrayList<>(List.of(all()));
    left.removeIf(tunnel -> !tunnel.isRegistered());
    Links.unregister(left);
  }

  /// Every tunnel, in no order.
  Ipv4Tunnel[] all() {
    Ipv4Tunnel[] all = new Ipv4Tunnel[size];
    int count = 0;
    for (Ipv4Tunnel first : buckets) {
      for (Ipv4Tunnel one = first; one != null; one = one.nextInTable) {
        all[count++] = one;
      }
    }
    return Arrays.copyOf(all, count);
  }
}
