package dev.patchbay.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The numbers by which one namespace knows others (`net.netns_ids`), ascending. Most have one or
/// two.
final class PeerIds {
  /// Below so many a walk is quicker than a map, and smaller.
  private static final int FEW = 8;

  private int[] ids = new int[1];
  private Netns[] peers = new Netns[1];
  private int count;

  /// The number of each, when there are many.
  private @Nullable Map<Netns, Integer> byPeer;

  /// No number below this one is free.
  private int lowest;

  /// The number of `peer`, or -1.
  int of(Netns peer) {
    Map<Netns, Integer> known = byPeer;
    if (known != null) {
      return known.getOrDefault(peer, -1);
    }
    for (int i = 0; i < count; i++) {
      if (peers[i] == peer) {
        return ids[i];
      }
    }
    return -1;
  }

  /// The namespace of the number, or null.
  @Nullable Netns peer(int id) {
    int at = Arrays.binarySearch(ids, 0, count, id);
    return at >= 0 ? peers[at] : null;
  }

  /// All numbers, ascending.
  List<Integer> all() {
    List<Integer> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(ids[i]);
    }
    return all;
  }

  /// Gives `peer` the lowest number that is free.
  int add(Netns peer) {
    int at = Arrays.binarySearch(ids, 0, count, lowest);
    while (at >= 0 && at < count && ids[at] == lowest) {
      lowest++;
      at++;
    }
    add(peer, lowest);
    return lowest++;
  }

  /// Gives `peer`, which has none, the number `id`, which is free.
  void add(Netns peer, int id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, count * 2);
      peers = Arrays.copyOf(peers, count * 2);
    }
    int at = -Arrays.binarySearch(ids, 0, count, id) - 1;
    System.arraycopy(ids, at, ids, at + 1, count - at);
    System.arraycopy(peers, at, peers, at + 1, count - at);
    ids[at] = id;
    peers[at] = peer;
    count++;
    if (byPeer != null) {
      byPeer.put(peer, id);
    } else if (count > FEW) {
      byPeer = new HashMap<>(count * 2);
      for (int i = 0; i < count; i++) {
        byPeer.put(peers[i], ids[i]);
      }
    }
  }

  /// Takes away the number of `peer` and returns it; -1 when it has none.
  int remove(Netns peer) {
    int id = of(peer);
    if (id < 0) {
      return id;
    }
    int at = Arrays.binarySearch(ids, 0, count, id);
    System.arraycopy(ids, at + 1, ids, at, count - at - 1);
    System.arraycopy(peers, at + 1, peers, at, count - at - 1);
    peers[--count] = peers[0];
    if (byPeer != null) {
      byPeer.remove(peer);
    }
    lowest = Math.min(lowest, id);
    return id;
  }
}
