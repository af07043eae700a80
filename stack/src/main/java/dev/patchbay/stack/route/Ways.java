package dev.patchbay.stack.route;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The ways of a family's routes in a namespace (the kernel's `fib_info_hash`): routes that say the
/// same have one, which goes with the last of them.
final class Ways {
  private @Nullable Way[] buckets = new @Nullable Way[4];
  private int count;

  /// The way that says the same as this one, or this one: it has one user more.
  Way share(Way way) {
    int hash = way.contentHash();
    for (Way one = buckets[place(hash)]; one != null; one = one.nextInBucket) {
      if (one.hash == hash && !one.dead && one.saysTheSame(way)) {
        one.users++;
        return one;
      }
    }
    if (count == buckets.length) {
      grow();
    }
    way.hash = hash;
    way.users = 1;
    put(way);
    count++;
    return way;
  }

  private int place(int hash) {
    return hash >>> 7 & (buckets.length - 1);
  }

  private void put(Way way) {
    int at = place(way.hash);
    way.nextInBucket = buckets[at];
    buckets[at] = way;
  }

  private void grow() {
    @Nullable Way[] old = buckets;
    buckets = new @Nullable Way[old.length * 2];
    for (Way first : old) {
      Way next;
      for (Way way = first; way != null; way = next) {
        next = way.nextInBucket;
        put(way);
      }
    }
  }

  /// A route of the way has gone.
  void release(Way way) {
    if (--way.users > 0) {
      return;
    }
    int at = place(way.hash);
    Way before = null;
    for (Way one = buckets[at]; one != null && one != way; one = one.nextInBucket) {
      before = one;
    }
    if (before == null) {
      buckets[at] = way.nextInBucket;
    } else {
      before.nextInBucket = way.nextInBucket;
    }
    way.nextInBucket = null;
    count--;
  }

  /// Whether some way is `wanted`.
  boolean has(Predicate<Way> wanted) {
    for (Way first : buckets) {
      for (Way way = first; way != null; way = way.nextInBucket) {
        if (wanted.test(way)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Shows every way, in no order that means anything.
  void forEach(Consumer<Way> visitor) {
    for (Way first : buckets) {
      Way next;
      for (Way way = first; way != null; way = next) {
        next = way.nextInBucket;
        visitor.accept(way);
      }
    }
  }
}
