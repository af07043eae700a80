package dev.patchbay.stack.route;

import dev.patchbay.packet.Prefix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The intervals into which prefixes cut the addresses, each with the longest prefix that holds it,
/// its owner.
final class Intervals {
  /// With fewer intervals a search needs no index.
  private static final int FEW = 32;

  private static final int INDEX_BITS = 10;
  private static final int SLOTS = 1 << INDEX_BITS;

  /// How many first bits all addresses share.
  private final int depth;

  /// Where the intervals begin; the first one with the first address there is.
  private final Boundaries starts = new Boundaries();

  private @Nullable FibEntry[] owners = new @Nullable FibEntry[1];
  private int count = 1;

  /// For the next ten bits of an address, how many intervals begin before it. Made when it is first
  /// of use to a packet.
  private char @Nullable [] index;

  Intervals(int depth) {
    this.depth = depth;
  }

  @Nullable FibEntry owner(int interval) {
    return owners[interval];
  }

  /// The longest prefix that holds the address, or null.
  @Nullable FibEntry ownerOf(long hi, long lo) {
    char[] known = index;
    if (known == null) {
      if (count <= FEW || depth + INDEX_BITS > Long.SIZE) {
        return owners[search(hi, lo)];
      }
      known = makeIndex();
    }
    int slot = slot(hi);
    return owners[starts.search(hi, lo, known[slot] - 1, known[slot + 1] - 1)];
  }

  /// The interval the address is in.
  int search(long hi, long lo) {
    return starts.search(hi, lo, 0, count - 1);
  }

  private int slot(long hi) {
    return (int) (hi >>> (Long.SIZE - INDEX_BITS - depth)) & (SLOTS - 1);
  }

  private char[] makeIndex() {
    char[] made = new char[SLOTS + 1];
    for (int i = 1; i < count; i++) {
      made[slot(starts.hi(i)) + 1]++;
    }
    made[0] = 1;
    for (int i = 0; i < SLOTS; i++) {
      made[i + 1] += made[i];
    }
    index = made;
    return made;
  }

  /// The intervals of the prefix that no longer one owns are its own from now on.
  void take(FibEntry head) {
    int from = begin(head.hi, head.lo());
    long hi = nextHi(head);
    long lo = nextLo(head);
    int end = isOutside(hi, lo, head) ? count : begin(hi, lo);
    for (int i = from; i < end; i++) {
      FibEntry owner = owners[i];
      if (owner == null || owner.length() < head.length()) {
        owners[i] = head;
      }
    }
  }

  /// What a prefix owns goes to another route of it, or to the prefix around it.
  void give(FibEntry from, @Nullable FibEntry to) {
    int first = search(from.hi, from.lo());
    long hi = nextHi(from);
    long lo = nextLo(from);
    int end = isOutside(hi, lo, from) ? count : search(hi, lo);
    for (int i = first; i < end; i++) {
      if (owners[i] == from) {
        owners[i] = to;
      }
    }
    merge(end);
    merge(first);
  }

  /// The interval that begins at the address, made when there is none.
  private int begin(long hi, long lo) {
    int at = search(hi, lo);
    if (starts.isAt(at, hi, lo)) {
      return at;
    }
    at++;
    starts.insert(at, count, hi, lo);
    if (count == owners.length) {
      owners = Arrays.copyOf(owners, Boundaries.room(count));
    }
    System.arraycopy(owners, at, owners, at + 1, count - at);
    owners[at] = owners[at - 1];
    count++;
    index = null;
    return at;
  }

  /// An interval that has come to belong to the owner of the one before is one with it.
  private void merge(int at) {
    if (at == 0 || at == count || owners[at] != owners[at - 1]) {
      return;
    }
    starts.remove(at, count);
    System.arraycopy(owners, at + 1, owners, at, count - at - 1);
    owners[--count] = null;
    index = null;
    if (count < owners.length / 4) {
      owners = Arrays.copyOf(owners, count);
      starts.trim(count);
    }
  }

  // ---- what lies behind a prefix

  /// The first half of the first address behind the prefix; 0 when there is none.
  private static long nextHi(FibEntry head) {
    int length = head.length();
    if (length > Long.SIZE) {
      return nextLo(head) == 0 ? head.hi + 1 : head.hi;
    }
    return length == 0 ? 0 : head.hi + (1L << (Long.SIZE - length));
  }

  private static long nextLo(FibEntry head) {
    return head.length() > Long.SIZE ? head.lo() + (1L << (2 * Long.SIZE - head.length())) : 0;
  }

  /// Whether it no longer begins with the bits that all addresses share, or is nothing at all.
  private boolean isOutside(long hi, long lo, FibEntry head) {
    boolean same =
        ((hi ^ head.hi) & Prefix.maskHi(depth)) == 0
            && ((lo ^ head.lo()) & Prefix.maskLo(depth)) == 0;
    return (hi | lo) == 0 || !same;
  }
}
