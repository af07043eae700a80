package dev.patchbay.stack.route;

import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// A prefix that has routes: a chain of them, the one to prefer first (the kernel's leaf).
final class FibNode {
  final Prefix prefix;
  final long hi;
  final long lo;
  final long maskHi;
  final long maskLo;
  final int length;
  @Nullable FibEntry first;

  FibNode(Prefix prefix) {
    this.prefix = prefix;
    this.hi = prefix.address().hi();
    this.lo = prefix.address().lo();
    this.length = prefix.length();
    this.maskHi = Prefix.maskHi(length);
    this.maskLo = Prefix.maskLo(length);
  }

  boolean contains(long otherHi, long otherLo) {
    return (((otherHi ^ hi) & maskHi) | ((otherLo ^ lo) & maskLo)) == 0;
  }

  /// Puts an entry behind another one, or first when that is null.
  void insert(FibEntry entry, @Nullable FibEntry behind) {
    if (behind == null) {
      entry.next = first;
      first = entry;
    } else {
      entry.next = behind.next;
      behind.next = entry;
    }
  }

  void remove(FibEntry entry) {
    FibEntry before = before(entry);
    if (before == null) {
      first = entry.next;
    } else {
      before.next = entry.next;
    }
    entry.next = null;
  }

  /// The entry in front of this one, or null when it is the first.
  @Nullable FibEntry before(FibEntry entry) {
    FibEntry before = null;
    for (FibEntry one = first; one != null && one != entry; one = one.next) {
      before = one;
    }
    return before;
  }
}
