package dev.patchbay.device.tunnel6;

import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tunnels of one kind that end in a namespace, by their addresses and the key (`ip6_tnl_net`,
/// `ip6gre_net`).
final class Tunnel6Table implements NetnsPart {
  private static final int NO_MATCH = Integer.MAX_VALUE;
  private static final int STAGES = 4;

  /// So far that it is not the one.
  private static final int FAR = NO_MATCH / STAGES;

  private @Nullable Ipv6Tunnel[] buckets = new @Nullable Ipv6Tunnel[4];
  private int size;
  private @Nullable Ipv6Tunnel fallback;
  private @Nullable Ipv6Tunnel external;

  /// The device that the module has put into the namespace, or null.
  @Nullable Ipv6Tunnel fallback() {
    return fallback;
  }

  void fallback(@Nullable Ipv6Tunnel tunnel) {
    fallback = tunnel;
  }

  /// The tunnel whose addresses come with each packet, or null.
  @Nullable Ipv6Tunnel external() {
    return external;
  }

  // ---- entries

  private int bucket(long hi, long lo, int key) {
    long mixed = (hi * 31 + lo) * 0x9e37_79b9_7f4a_7c15L + key;
    return (int) (mixed >>> 40) & (buckets.length - 1);
  }

  /// Of the end that every packet for the tunnel names: the other one, or else its own.
  private int bucketOf(Tunnel6Parameters its) {
    Ip end = its.remote().isUnspecified() || its.remote().isMulticast() ? Ip.ANY6 : its.remote();
    return bucket(end.hi(), end.lo(), its.keys().input());
  }

  void add(Ipv6Tunnel tunnel) {
    if (tunnel.parameters().external()) {
      external = tunnel;
    }
    if (size == 2 * buckets.length) {
      grow();
    }
    insert(tunnel);
    size++;
  }

  private void insert(Ipv6Tunnel tunnel) {
    int at = bucketOf(tunnel.parameters());
    tunnel.nextInTable = buckets[at];
    buckets[at] = tunnel;
  }

  private void grow() {
    Ipv6Tunnel[] before = all();
    buckets = new @Nullable Ipv6Tunnel[buckets.length * 2];
    for (Ipv6Tunnel tunnel : before) {
      insert(tunnel);
    }
  }

  /// Removes the tunnel, whose parameters are those that it was added with.
  void remove(Ipv6Tunnel tunnel) {
    if (external == tunnel) {
      external = null;
    }
    int at = bucketOf(tunnel.parameters());
    Ipv6Tunnel before = null;
    Ipv6Tunnel here = buckets[at];
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

  /// The tunnel between the same addresses, with the same key, by the same device, of frames or of
  /// packets (`ip6_tnl_locate`, `ip6gre_tunnel_find`).
  @Nullable Ipv6Tunnel find(Tunnel6Parameters wanted, boolean frames) {
    for (Ipv6Tunnel one = buckets[bucketOf(wanted)]; one != null; one = one.nextInTable) {
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
    int first = bucket(remoteHi, remoteLo, key);
    int second = bucket(0, 0, key);
    for (int pass = 0; pass < 2; pass++) {
      Ipv6Tunnel one = pass == 0 ? buckets[first] : first == second ? null : buckets[second];
      for (; one != null; one = one.nextInTable) {
        boolean asked = one.isUp() && one != fallback && one.parameters().keys().input() == key;
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
    Ipv6Tunnel any = external;
    if (any == null || !any.isUp()) {
      any = fallback;
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

  /// What was made here does not outlive the namespace, wherever it is.
  @Override
  public void tearDown() {
    List<NetDevice> left = new ArrayList<>(List.of(all()));
    left.removeIf(tunnel -> !tunnel.isRegistered());
    Links.unregister(left);
  }

  /// Every tunnel, in no order.
  Ipv6Tunnel[] all() {
    Ipv6Tunnel[] all = new Ipv6Tunnel[size];
    int count = 0;
    for (Ipv6Tunnel first : buckets) {
      for (Ipv6Tunnel one = first; one != null; one = one.nextInTable) {
        all[count++] = one;
      }
    }
    return Arrays.copyOf(all, count);
  }
}
