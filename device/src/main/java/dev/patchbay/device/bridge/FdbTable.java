package dev.patchbay.device.bridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries of a bridge by address and VLAN: a hash table with open addressing, at most half
/// full.
final class FdbTable {
  private static final int FEWEST = 8;

  private static final Comparator<FdbEntry> NEWEST_FIRST =
      Comparator.comparingLong((FdbEntry entry) -> entry.sequence).reversed();

  /// No address is zero, so neither is a key.
  private static final long EMPTY = 0;

  private long[] keys = new long[FEWEST];
  private @Nullable FdbEntry[] entries = new @Nullable FdbEntry[FEWEST];
  private int shift = Long.SIZE - Integer.numberOfTrailingZeros(FEWEST);
  private int size;

  private static long key(long mac, int vlan) {
    return mac << 12 | vlan;
  }

  private int slot(long key) {
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> shift);
  }

  int size() {
    return size;
  }

  @Nullable FdbEntry find(long mac, int vlan) {
    long key = key(mac, vlan);
    long[] all = keys;
    int mask = all.length - 1;
    for (int at = slot(key); ; at = (at + 1) & mask) {
      if (all[at] == key) {
        return entries[at];
      }
      if (all[at] == EMPTY) {
        return null;
      }
    }
  }

  /// Forgets everything.
  void clear() {
    keys = new long[FEWEST];
    entries = new @Nullable FdbEntry[FEWEST];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(FEWEST);
    size = 0;
  }

  /// Adds an entry whose address is not there yet.
  void add(FdbEntry entry) {
    if (++size > keys.length / 2) {
      grow();
    }
    put(entry);
  }

  private void put(FdbEntry entry) {
    long key = key(entry.mac, entry.vlan);
    int at = slot(key);
    while (keys[at] != EMPTY) {
      at = (at + 1) & (keys.length - 1);
    }
    keys[at] = key;
    entries[at] = entry;
  }

  private void grow() {
    @Nullable FdbEntry[] old = entries;
    keys = new long[old.length * 2];
    entries = new @Nullable FdbEntry[old.length * 2];
    shift--;
    for (FdbEntry entry : old) {
      if (entry != null) {
        put(entry);
      }
    }
  }

  /// Removes an entry that is there, and closes the gap.
  void remove(FdbEntry entry) {
    long key = key(entry.mac, entry.vlan);
    int mask = keys.length - 1;
    int gap = slot(key);
    while (keys[gap] != key) {
      gap = (gap + 1) & mask;
    }
    for (int at = (gap + 1) & mask; keys[at] != EMPTY; at = (at + 1) & mask) {
      int home = slot(keys[at]);
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        keys[gap] = keys[at];
        entries[gap] = entries[at];
        gap = at;
      }
    }
    keys[gap] = EMPTY;
    entries[gap] = null;
    size--;
  }

  /// All entries, newest first: a copy.
  List<FdbEntry> newestFirst() {
    List<FdbEntry> list = new ArrayList<>(size);
    for (FdbEntry entry : entries) {
      if (entry != null) {
        list.add(entry);
      }
    }
    list.sort(NEWEST_FIRST);
    return list;
  }

  /// The entries that lead to the port, or, when it is null, to the bridge itself, newest first: a
  /// copy.
  List<FdbEntry> of(@Nullable BridgePort port) {
    List<FdbEntry> list = new ArrayList<>();
    for (FdbEntry entry : entries) {
      if (entry != null && entry.port == port) {
        list.add(entry);
      }
    }
    list.sort(NEWEST_FIRST);
    return list;
  }

  /// The slots, for walks that must not allocate; an entry may be removed only after the walk.
  int slots() {
    return entries.length;
  }

  @Nullable FdbEntry at(int slot) {
    return entries[slot];
  }
}
