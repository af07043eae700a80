package dev.patchbay.stack.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The addresses of IPv4 in slots of one size, by their first bits. A prefix that is not longer
/// than those owns whole slots. Longer ones cut their slot into intervals, each of which belongs to
/// the longest prefix that holds it.
///
/// ```
/// slots of 8 bits; 10.0.0.0/8, 10.1.0.0/16 and 10.1.2.0/24:
///   slot 10 belongs to /8   its intervals end at   0.255.255  1.1.255  1.2.255  1.255.255  255.255.255
///                           and belong to          nobody     /16      /24      /16        nobody
/// ```
///
/// A lookup reads two tables by the slot, the ends, and an owner, but no object on the way: with
/// many prefixes it costs what memory costs.
final class Ipv4Slots {
  /// A slot with an interval for so many addresses has an owner for each address instead.
  private static final int DENSE = 4;

  private static final int[] EACH_ADDRESS = {};
  private static final @Nullable FibEntry[] NOBODY = {null};

  private final int bits;
  private final int shift;
  private final int lastInSlot;

  /// The owners of whole slots.
  private final @Nullable FibEntry[] whole;

  /// Of each slot the last addresses of its intervals, within the slot; none of a dense one.
  private final int[][] ends;

  /// Of each slot the owners of its intervals, or of its addresses.
  private final @Nullable FibEntry[][] owners;

  /// The ends of a slot that nothing cuts.
  private final int[] oneEnd;

  Ipv4Slots(int bits) {
    this.bits = bits;
    this.shift = Integer.SIZE - bits;
    this.lastInSlot = (1 << shift) - 1;
    this.oneEnd = new int[] {lastInSlot};
    this.whole = new @Nullable FibEntry[1 << bits];
    this.ends = new int[1 << bits][];
    this.owners = new @Nullable FibEntry[1 << bits][];
    Arrays.fill(ends, oneEnd);
    Arrays.fill(owners, NOBODY);
  }

  /// How many first bits of an address say its slot.
  int bits() {
    return bits;
  }

  /// The longest prefix that holds the address, or null.
  @Nullable FibEntry ownerOf(int address) {
    int slot = address >>> shift;
    FibEntry owner = owners[slot][interval(ends[slot], address & lastInSlot)];
    return owner == null ? whole[slot] : owner;
  }

  /// The interval an address is in: the first that does not end before it. Found without a branch,
  /// which nothing could foresee.
  private static int interval(int[] last, int address) {
    if (last == EACH_ADDRESS) {
      return address;
    }
    int at = 0;
    int left = last.length;
    while (left > 1) {
      int half = left >>> 1;
      at += half & ((last[at + half - 1] - address) >> (Integer.SIZE - 1));
      left -= half;
    }
    return at;
  }

  // ---- what changes

  /// What no longer prefix owns within this one is its own from now on.
  void take(FibEntry head) {
    int slot = slot(head);
    if (head.length() <= bits) {
      take(head, whole, slot, slot + size(head, bits) - 1);
      return;
    }
    int first = first(head);
    int next = first + size(head, Integer.SIZE);
    cut(slot, first);
    cut(slot, next);
    int[] last = ends[slot];
    take(head, owners[slot], interval(last, first), interval(last, next - 1));
    if (last != EACH_ADDRESS && count(last) > lastInSlot / DENSE) {
      spread(slot);
    }
  }

  /// What a prefix owns goes to another route of it, or to the prefix around it; null is nobody.
  void give(FibEntry from, @Nullable FibEntry to) {
    int slot = slot(from);
    if (from.length() <= bits) {
      give(from, to, whole, slot, slot + size(from, bits) - 1);
      return;
    }
    int first = first(from);
    int next = first + size(from, Integer.SIZE);
    int[] last = ends[slot];
    FibEntry heir = to == null || to.length() <= bits ? null : to;
    give(from, heir, owners[slot], interval(last, first), interval(last, next - 1));
    join(slot, next);
    join(slot, first);
  }

  private int slot(FibEntry head) {
    return (int) (head.hi >>> (Integer.SIZE + shift));
  }

  /// Its first address within its slot.
  private int first(FibEntry head) {
    return (int) (head.hi >>> Integer.SIZE) & lastInSlot;
  }

  /// How many numbers of so many bits begin as the prefix says.
  private static int size(FibEntry head, int width) {
    return 1 << (width - head.length());
  }

  private static void take(FibEntry head, @Nullable FibEntry[] all, int from, int to) {
    for (int i = from; i <= to; i++) {
      FibEntry owner = all[i];
      if (owner == null || owner.length() < head.length()) {
        all[i] = head;
      }
    }
  }

  private static void give(
      FibEntry from, @Nullable FibEntry to, @Nullable FibEntry[] all, int first, int last) {
    for (int i = first; i <= last; i++) {
      if (all[i] == from) {
        all[i] = to;
      }
    }
  }

  // ---- intervals

  /// How many there are; what lies behind them ends with the slot, too.
  private int count(int[] last) {
    return interval(last, lastInSlot) + 1;
  }

  /// An interval begins at the address from now on.
  private void cut(int slot, int address) {
    int[] last = ends[slot];
    int at = interval(last, address - 1);
    if (last == EACH_ADDRESS || address == 0 || last[at] == address - 1) {
      return;
    }
    int count = count(last);
    if (count == last.length) {
      resize(slot, count, count + (count >> 3) + 2);
    }
    shift(slot, at, at + 1, count - at);
    ends[slot][at] = address - 1;
  }

  /// Two intervals of one owner that meet at the address are one from now on.
  private void join(int slot, int address) {
    int[] last = ends[slot];
    if (last == EACH_ADDRESS || address == 0 || address > lastInSlot) {
      return;
    }
    int at = interval(last, address - 1);
    if (owners[slot][at] != owners[slot][at + 1]) {
      return;
    }
    int left = count(last) - 1;
    shift(slot, at + 1, at, left - at);
    owners[slot][left] = null;
    if (left == 1) {
      ends[slot] = oneEnd;
      owners[slot] = NOBODY;
    } else if (left < last.length / 2) {
      resize(slot, left, left + 1);
    }
  }

  private void shift(int slot, int from, int to, int count) {
    System.arraycopy(ends[slot], from, ends[slot], to, count);
    System.arraycopy(owners[slot], from, owners[slot], to, count);
  }

  private void resize(int slot, int count, int room) {
    int[] last = Arrays.copyOf(ends[slot], room);
    Arrays.fill(last, count, room, lastInSlot);
    ends[slot] = last;
    owners[slot] = Arrays.copyOf(owners[slot], room);
  }

  /// The slot becomes dense.
  private void spread(int slot) {
    @Nullable FibEntry[] each = new @Nullable FibEntry[lastInSlot + 1];
    int from = 0;
    for (int i = 0; from <= lastInSlot; i++) {
      int next = ends[slot][i] + 1;
      Arrays.fill(each, from, next, owners[slot][i]);
      from = next;
    }
    ends[slot] = EACH_ADDRESS;
    owners[slot] = each;
  }
}
