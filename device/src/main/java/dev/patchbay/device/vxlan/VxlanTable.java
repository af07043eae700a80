package dev.patchbay.device.vxlan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The entries of a VXLAN device by address and, where it has more than one, network.
final class VxlanTable {
  private @Nullable VxlanEntry[] buckets = new @Nullable VxlanEntry[4];
  private final List<VxlanEntry> all = new ArrayList<>(2);
  private int size;

  int size() {
    return size;
  }

  private int bucket(long mac, int network) {
    long mixed = (mac ^ (long) network << 40) * 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> 40) & (buckets.length - 1);
  }

  @Nullable VxlanEntry find(long mac, int network) {
    VxlanEntry entry = buckets[bucket(mac, network)];
    while (entry != null && (entry.mac != mac || entry.network != network)) {
      entry = entry.next;
    }
    return entry;
  }

  void add(VxlanEntry entry) {
    if (size == 2 * buckets.length) {
      buckets = new @Nullable VxlanEntry[buckets.length * 2];
      all.forEach(this::insert);
    }
    insert(entry);
    all.add(entry);
    size++;
  }

  private void insert(VxlanEntry entry) {
    int at = bucket(entry.mac, entry.network);
    entry.next = buckets[at];
    buckets[at] = entry;
  }

  /// Removes those that are so, and returns them, oldest first.
  List<VxlanEntry> removeIf(Predicate<VxlanEntry> which) {
    List<VxlanEntry> gone = all.stream().filter(which).toList();
    if (!gone.isEmpty()) {
      all.removeAll(gone);
      size = all.size();
      buckets = new @Nullable VxlanEntry[buckets.length];
      all.forEach(this::insert);
    }
    return gone;
  }

  /// Every entry, newest first.
  List<VxlanEntry> all() {
    return all.reversed();
  }
}
