package dev.patchbay.stack.route;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Many prefixes of IPv6, whose first [#depth] bits are the same. They cut the addresses into
/// intervals, each of which belongs to its longest prefix: a lookup finds the interval, and has the
/// answer.
///
/// ```
/// 10.0.0.0/8 and 10.1.0.0/16:  0 ─ nobody ─┤10.0.0.0 ─ /8 ─┤10.1.0.0 ─ /16 ─┤10.2.0.0 ─ /8 ─┤11.0.0.0 ─ nobody
/// ```
///
/// A node that holds too many to be changed quickly hands those that are long enough to 256 others,
/// a byte further on, and keeps the rest.
final class PrefixNode implements ManyPrefixes {
  private static final int MANY = 8192;
  private static final int BYTE = 8;
  private static final int CHILDREN = 1 << BYTE;

  /// How many first bits all its addresses share.
  private final int depth;

  private @Nullable PrefixNode @Nullable [] children;

  /// Its prefixes, by address, of one address the longest first.
  private FibEntry[] sorted = {};

  private int count;

  private Intervals intervals;

  PrefixNode(int depth) {
    this.depth = depth;
    this.intervals = new Intervals(depth);
  }

  private int byteOf(long hi, long lo) {
    return (int) (depth < Long.SIZE ? hi >>> (56 - depth) : lo >>> (120 - depth)) & (CHILDREN - 1);
  }

  private @Nullable PrefixNode child(long hi, long lo) {
    @Nullable PrefixNode[] all = children;
    return all == null ? null : all[byteOf(hi, lo)];
  }

  // ---- what is asked

  @Override
  public @Nullable Way onlyWay(long hi) {
    return null;
  }

  @Override
  public @Nullable FibEntry longest(long hi, long lo) {
    PrefixNode child = child(hi, lo);
    FibEntry found = child == null ? null : child.longest(hi, lo);
    return found != null ? found : intervals.ownerOf(hi, lo);
  }

  @Override
  public @Nullable FibEntry exact(long hi, long lo, int length) {
    if (children != null && length >= depth + BYTE) {
      PrefixNode child = child(hi, lo);
      return child == null ? null : child.exact(hi, lo, length);
    }
    FibEntry owner = intervals.owner(intervals.search(hi, lo));
    if (owner == null || owner.length() < length) {
      return null;
    }
    if (owner.isOf(hi, lo, length)) {
      return owner;
    }
    int at = place(hi, lo, length);
    return at < count && sorted[at].isOf(hi, lo, length) ? sorted[at] : null;
  }

  @Override
  public void forEach(Consumer<FibEntry> visitor) {
    for (int i = 0; i < count; i++) {
      visitor.accept(sorted[i]);
    }
    if (children != null) {
      for (PrefixNode child : children) {
        if (child != null) {
          child.forEach(visitor);
        }
      }
    }
  }

  // ---- what changes

  @Override
  public void add(FibEntry head) {
    if (children != null && head.length() >= depth + BYTE) {
      makeChild(head).add(head);
      return;
    }
    int at = place(head.hi, head.lo(), head.length());
    if (count == sorted.length) {
      sorted = Arrays.copyOf(sorted, count + (count >> 3) + 4);
    }
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = head;
    count++;
    intervals.take(head);
    if (count > MANY && children == null) {
      handDown();
    }
  }

  private PrefixNode makeChild(FibEntry head) {
    @Nullable PrefixNode[] all = children == null ? new @Nullable PrefixNode[CHILDREN] : children;
    children = all;
    int at = byteOf(head.hi, head.lo());
    PrefixNode child = all[at];
    if (child == null) {
      child = new PrefixNode(depth + BYTE);
      all[at] = child;
    }
    return child;
  }

  private void handDown() {
    FibEntry[] all = Arrays.copyOf(sorted, count);
    clear();
    children = new @Nullable PrefixNode[CHILDREN];
    for (FibEntry head : all) {
      add(head);
    }
  }

  private void clear() {
    sorted = new FibEntry[0];
    count = 0;
    intervals = new Intervals(depth);
  }

  @Override
  public void replace(FibEntry old, FibEntry head) {
    if (children != null && head.length() >= depth + BYTE) {
      makeChild(head).replace(old, head);
      return;
    }
    sorted[place(head.hi, head.lo(), head.length())] = head;
    intervals.give(old, head);
  }

  @Override
  public void remove(FibEntry head, @Nullable FibEntry around) {
    if (children != null && head.length() >= depth + BYTE) {
      removeFromChild(head, around);
      return;
    }
    int at = place(head.hi, head.lo(), head.length());
    System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
    count--;
    if (count < sorted.length / 4) {
      sorted = Arrays.copyOf(sorted, count);
    } else {
      Arrays.fill(sorted, count, count + 1, null);
    }
    intervals.give(head, around == null || around.length() < depth ? null : around);
  }

  private void removeFromChild(FibEntry head, @Nullable FibEntry around) {
    PrefixNode child = makeChild(head);
    child.remove(head, around);
    @Nullable PrefixNode[] all = children;
    if (all != null && child.count == 0 && child.children == null) {
      all[byteOf(head.hi, head.lo())] = null;
      boolean left = false;
      for (PrefixNode one : all) {
        left |= one != null;
      }
      children = left ? all : null;
    }
  }

  /// Where the prefix stands, or would stand, among the sorted ones.
  private int place(long hi, long lo, int length) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(sorted[middle], hi, lo, length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int compare(FibEntry head, long hi, long lo, int length) {
    int order = Long.compareUnsigned(head.hi, hi);
    if (order == 0) {
      order = Long.compareUnsigned(head.lo(), lo);
    }
    return order == 0 ? length - head.length() : order;
  }
}
