package dev.patchbay.stack.route;

import dev.patchbay.core.text.Errno;
import org.jspecify.annotations.Nullable;

/// How IPv4 routes of one prefix stand among each other (`fib_table_insert`): by type of service,
/// then by metric; of those that are the same in both, the first is the one that counts.
final class Ipv4Aliases {
  private Ipv4Aliases() {}

  /// Puts an entry into its table. Returns what is wrong with that, or null.
  static @Nullable Errno insert(Fib fib, FibEntry entry, RouteRequest.Mode mode) {
    FibTable table = fib.makeTable(entry.table());
    FibEntry first = table.first(entry);
    FibEntry like = firstLike(first, entry);
    if (like != null) {
      return join(fib, table, first, like, entry, mode);
    }
    if (mode == RouteRequest.Mode.CHANGE || mode == RouteRequest.Mode.TEST) {
      return Errno.ENOENT;
    }
    fib.insert(table, entry, first, lastBefore(first, entry));
    fib.announce(entry, false);
    return null;
  }

  /// Among others like it, of which `like` is the first.
  private static @Nullable Errno join(
      Fib fib,
      FibTable table,
      @Nullable FibEntry first,
      FibEntry like,
      FibEntry entry,
      RouteRequest.Mode mode) {
    FibEntry same = sameAs(like, entry);
    switch (mode) {
      case ADD, TEST -> {
        return Errno.EEXIST;
      }
      case REPLACE, CHANGE -> {
        if (same != null) {
          return same == like ? null : Errno.EEXIST;
        }
        fib.insert(table, entry, first, like);
        fib.take(like);
      }
      case APPEND, PREPEND -> {
        if (same != null) {
          return Errno.EEXIST;
        }
        boolean last = mode == RouteRequest.Mode.APPEND;
        fib.insert(table, entry, first, last ? lastLike(like) : FibTable.before(like, first));
      }
    }
    fib.announce(entry, false);
    return null;
  }

  private static boolean isLike(FibEntry one, FibEntry other) {
    return one.table() == other.table()
        && one.tos() == other.tos()
        && one.metric() == other.metric();
  }

  private static @Nullable FibEntry firstLike(@Nullable FibEntry first, FibEntry entry) {
    for (FibEntry one = first; one != null; one = one.next) {
      if (isLike(one, entry)) {
        return one;
      }
    }
    return null;
  }

  private static FibEntry lastLike(FibEntry first) {
    FibEntry last = first;
    for (FibEntry one = first.next; one != null && isLike(one, first); one = one.next) {
      last = one;
    }
    return last;
  }

  /// The entry from `first` on that says the same, or null.
  private static @Nullable FibEntry sameAs(FibEntry first, FibEntry entry) {
    for (FibEntry one = first; one != null && isLike(one, entry); one = one.next) {
      if (one.way.saysTheSame(entry.way)) {
        return one;
      }
    }
    return null;
  }

  /// The last entry of the prefix that goes before this one, or null.
  private static @Nullable FibEntry lastBefore(@Nullable FibEntry first, FibEntry entry) {
    FibEntry last = null;
    for (FibEntry one = first; one != null && goesBefore(one, entry); one = one.next) {
      last = one;
    }
    return last;
  }

  /// The local table goes before the main one, a type of service before none, a small metric before
  /// a large one.
  private static boolean goesBefore(FibEntry one, FibEntry other) {
    if (one.table() != other.table()) {
      return Integer.compareUnsigned(one.table(), other.table()) > 0;
    }
    return one.tos() != other.tos()
        ? one.tos() > other.tos()
        : Integer.compareUnsigned(one.metric(), other.metric()) < 0;
  }
}
