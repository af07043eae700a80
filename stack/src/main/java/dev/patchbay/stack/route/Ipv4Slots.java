package dev.patchbay.stack.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Prefixes of IPv4 that share their first [#from] bits, in slots of one size by the bits that
/// follow. A prefix that is not longer than those owns whole slots. Longer ones are kept in their
/// slot, and cut it into intervals, each of which belongs to the longest prefix that holds it.
///
/// ```
/// slots of 8 bits; 10.0.0.0/8, 10.1.0.0/16 and 10.1.2.0/24:
///   slot 10 belongs to /8   its intervals end at   0.255.255  1.1.255  1.2.255  1.255.255  255.255.255
///                           and belong to          nobody     /16      /24      /16        nobody
/// ```
///
/// An interval is one word: where it ends, and in the bits that all addresses of the slot share the
/// number of its owner's way, see [WayNumbers]. So a lookup reads a table by the slot and then the
/// slot's words, but no object on its way: with many prefixes it costs what memory costs. A slot
/// that many prefixes cut has slots of its own.
final class Ipv4Slots {
  /// So many prefixes in a slot, and it has slots of its own; so few of those, and it has none.
  private static final int MANY = 256;

  private static final int FEW = MANY / 4;
  private static final int BITS_OF_SLOT = 6;

  private static final FibEntry[] NONE = {};

  /// By address; of one address the shortest first: so each stands behind those that hold it.
  private static final Comparator<FibEntry> ORDER = (a, b) -> compare(a, b.hi, b.length());

  private final int from;

  /// How many first bits of an address say its slot.
  private final int end;

  private final int width;
  private final WayNumbers numbers;

  /// The prefixes that own whole slots.
  private final Ipv4PrefixSet wide = new Ipv4PrefixSet();

  /// Of each slot the longest prefix that owns all of it, and the number of its way.
  private final @Nullable FibEntry[] owners;

  private final int[] whole;

  /// Of each slot the prefixes within, in their order, and its intervals.
  private final FibEntry[][] inside;

  private final int[][] words;

  /// What slots have slots of their own.
  private @Nullable Ipv4Slots @Nullable [] below;

  private int count;

  /// The words of a slot that nothing cuts, and of one with slots of its own.
  private final int[] uncut;

  private final int[] deeper;

  Ipv4Slots(int from, int bits, WayNumbers numbers) {
    this.from = from;
    this.end = from + bits;
    this.width = Integer.SIZE - bits;
    this.numbers = numbers;
    this.owners = new @Nullable FibEntry[1 << bits];
    this.whole = new int[1 << bits];
    this.inside = new FibEntry[1 << bits][];
    this.words = new int[1 << bits][];
    this.uncut = new int[] {-1 << end | WayNumbers.NOBODY};
    this.deeper = new int[] {-1 << end | WayNumbers.DEEPER};
    Arrays.fill(inside, NONE);
    Arrays.fill(words, uncut);
  }

  int count() {
    return count;
  }

  // ---- what is asked

  /// The number of the way of the longest prefix that holds the address.
  int number(int address) {
    int slot = slot(address);
    int owner = whole[slot];
    int found = word(words[slot], address << end) & ((1 << end) - 1);
    if (found == WayNumbers.DEEPER) {
      found = below(slot).number(address);
    }
    return found == WayNumbers.NOBODY ? owner : found;
  }

  /// The first word that is not less than the key. Found without a branch, which nothing could
  /// foresee.
  private static int word(int[] words, int key) {
    long sought = Integer.toUnsignedLong(key);
    int at = 0;
    int left = words.length;
    while (left > 1) {
      int half = left >>> 1;
      long over = Integer.toUnsignedLong(words[at + half - 1]) - sought;
      at += half & (int) (over >> (Long.SIZE - 1));
      left -= half;
    }
    return words[at];
  }

  /// The longest prefix that holds the address, or null.
  @Nullable FibEntry longest(long hi) {
    int slot = slot(hi);
    FibEntry found = isDeeper(slot) ? below(slot).longest(hi) : longest(inside[slot], hi);
    return found == null ? owners[slot] : found;
  }

  private static @Nullable FibEntry longest(FibEntry[] sorted, long hi) {
    int at = place(sorted, hi, Integer.SIZE + 1) - 1;
    while (at >= 0 && !sorted[at].contains(hi, 0)) {
      at--;
    }
    return at < 0 ? null : sorted[at];
  }

  /// The prefix, or null.
  @Nullable FibEntry exact(long hi, int length) {
    if (length <= end) {
      return wide.find(hi, length);
    }
    int slot = slot(hi);
    if (isDeeper(slot)) {
      return below(slot).exact(hi, length);
    }
    FibEntry[] sorted = inside[slot];
    int at = place(sorted, hi, length);
    return at < sorted.length && sorted[at].isOf(hi, 0, length) ? sorted[at] : null;
  }

  /// Shows all, in no order that means anything.
  void forEach(Consumer<FibEntry> visitor) {
    wide.forEach(visitor);
    for (int slot = 0; slot < inside.length; slot++) {
      for (FibEntry head : inside[slot]) {
        visitor.accept(head);
      }
      if (isDeeper(slot)) {
        below(slot).forEach(visitor);
      }
    }
  }

  private int slot(int address) {
    return address << from >>> width;
  }

  private int slot(long hi) {
    return slot((int) (hi >>> Integer.SIZE));
  }

  private boolean isDeeper(int slot) {
    return words[slot] == deeper;
  }

  private Ipv4Slots below(int slot) {
    Ipv4Slots found = below == null ? null : below[slot];
    if (found == null) {
      throw new IllegalStateException("no slots below");
    }
    return found;
  }

  // ---- what changes

  void add(FibEntry head) {
    count++;
    if (head.length() <= end) {
      wide.add(head);
      take(head);
    } else if (isDeeper(slot(head.hi))) {
      below(slot(head.hi)).add(head);
    } else {
      insert(slot(head.hi), head);
    }
  }

  /// Another route is the first one of its prefix; or the same, and the chain behind it or its way
  /// has changed.
  void replace(FibEntry old, FibEntry head) {
    int slot = slot(head.hi);
    if (head.length() <= end) {
      wide.replace(old, head);
      give(old, head);
    } else if (isDeeper(slot)) {
      below(slot).replace(old, head);
    } else {
      inside[slot][place(inside[slot], head.hi, head.length())] = head;
      paint(slot);
    }
  }

  /// A prefix goes; `around` is the longest one that holds it, or null.
  void remove(FibEntry head, @Nullable FibEntry around) {
    count--;
    int slot = slot(head.hi);
    if (head.length() <= end) {
      wide.remove(head);
      give(head, around == null || isAbove(around) ? null : around);
    } else if (isDeeper(slot)) {
      below(slot).remove(head, around);
      if (below(slot).count < FEW) {
        gather(slot);
      }
    } else {
      delete(slot, head);
    }
  }

  private boolean isAbove(FibEntry head) {
    return from > 0 && head.length() <= from;
  }

  private void take(FibEntry head) {
    int number = numbers.of(head);
    int first = slot(head.hi);
    for (int i = first; i < first + (1 << (end - head.length())); i++) {
      FibEntry owner = owners[i];
      if (owner == null || owner.length() < head.length()) {
        owners[i] = head;
        whole[i] = number;
      }
    }
  }

  private void give(FibEntry old, @Nullable FibEntry heir) {
    int number = heir == null ? WayNumbers.NOBODY : numbers.of(heir);
    int first = slot(old.hi);
    for (int i = first; i < first + (1 << (end - old.length())); i++) {
      if (owners[i] == old) {
        owners[i] = heir;
        whole[i] = number;
      }
    }
  }

  private void insert(int slot, FibEntry head) {
    FibEntry[] sorted = inside[slot];
    int at = place(sorted, head.hi, head.length());
    FibEntry[] more = Arrays.copyOf(sorted, sorted.length + 1);
    System.arraycopy(sorted, at, more, at + 1, sorted.length - at);
    more[at] = head;
    inside[slot] = more;
    if (more.length > MANY) {
      spread(slot);
    } else {
      paint(slot);
    }
  }

  private void delete(int slot, FibEntry head) {
    FibEntry[] sorted = inside[slot];
    int at = place(sorted, head.hi, head.length());
    FibEntry[] left = Arrays.copyOf(sorted, sorted.length - 1);
    System.arraycopy(sorted, at + 1, left, at, left.length - at);
    inside[slot] = left;
    paint(slot);
  }

  /// The slot's prefixes get slots of their own.
  private void spread(int slot) {
    if (below == null) {
      below = new @Nullable Ipv4Slots[words.length];
    }
    Ipv4Slots own = new Ipv4Slots(end, BITS_OF_SLOT, numbers);
    for (FibEntry head : inside[slot]) {
      own.add(head);
    }
    below[slot] = own;
    words[slot] = deeper;
    inside[slot] = NONE;
  }

  /// The slot has no slots of its own any more.
  private void gather(int slot) {
    List<FibEntry> all = new ArrayList<>();
    below(slot).forEach(all::add);
    all.sort(ORDER);
    inside[slot] = all.toArray(NONE);
    paint(slot);
  }

  /// The intervals of a slot are found anew.
  private void paint(int slot) {
    FibEntry[] sorted = inside[slot];
    words[slot] = sorted.length == 0 ? uncut : new SlotPainter(sorted, end, numbers).paint();
  }

  /// Where the prefix stands, or would stand.
  private static int place(FibEntry[] sorted, long hi, int length) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(sorted[middle], hi, length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int compare(FibEntry head, long hi, int length) {
    int order = Long.compareUnsigned(head.hi, hi);
    return order == 0 ? head.length() - length : order;
  }
}
