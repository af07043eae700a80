package dev.patchbay.stack.route;

import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How IPv6 routes of one prefix stand among each other (`fib6_add_rt2node`): by metric. Routes by
/// gateways of one metric are one route of several next hops.
final class Ipv6Siblings {
  private Ipv6Siblings() {}

  /// Puts an entry into its table, or its next hops into one that is there. Returns what is wrong
  /// with that, or null.
  static @Nullable Errno insert(Fib fib, FibEntry entry, RouteRequest.Mode mode) {
    FibTable table = fib.makeTable(entry.table());
    FibEntry first = table.first(entry);
    boolean replace = mode == RouteRequest.Mode.REPLACE || mode == RouteRequest.Mode.CHANGE;
    Errno error = replace ? null : checkLike(first, entry, mode);
    if (error != null) {
      return error;
    }
    FibEntry old = partner(first, entry, replace);
    if (old != null && !replace) {
      join(fib, old, entry);
      return null;
    }
    if (old == null && mode == RouteRequest.Mode.CHANGE) {
      return Errno.ENOENT;
    }
    fib.insert(table, entry, first, old == null ? lastBefore(first, entry) : old);
    if (old != null) {
      fib.take(old);
    }
    tell(fib, entry, entry);
    return null;
  }

  private static void tell(Fib fib, FibEntry changed, FibEntry told) {
    fib.announce(told, false);
    if (changed.expires() != 0) {
      fib.expiry().start();
    }
  }

  private static boolean isLike(FibEntry one, FibEntry other) {
    return one.metric() == other.metric() && Objects.equals(one.source(), other.source());
  }

  /// Whether its next hops go with those of others: all are gateways, and its own.
  private static boolean canJoin(FibEntry entry) {
    return entry.way.nexthop == null && entry.way.isByGateways();
  }

  /// What there is of the metric already may be in the way. A lifetime is taken over by the route
  /// that is there.
  private static @Nullable Errno checkLike(
      @Nullable FibEntry first, FibEntry entry, RouteRequest.Mode mode) {
    boolean exclusive = mode == RouteRequest.Mode.ADD || mode == RouteRequest.Mode.TEST;
    for (FibEntry one = first; one != null; one = one.next) {
      if (isLike(one, entry)) {
        if (exclusive) {
          return Errno.EEXIST;
        }
        if (sharesHop(one, entry)) {
          ((Ipv6FibEntry) one).expires(one.expires() == 0 ? 0 : entry.expires());
          return Errno.EEXIST;
        }
      }
    }
    return null;
  }

  private static boolean sharesHop(FibEntry one, FibEntry other) {
    for (NextHop hop : one.way.hops) {
      for (NextHop its : other.way.hops) {
        if (hop.leadsTheSame(its)) {
          return true;
        }
      }
    }
    return false;
  }

  /// The entry whose next hops the new one joins, or whose place it takes. Entries by gateways go
  /// with each other, and the others with each other; for a place any will do.
  private static @Nullable FibEntry partner(
      @Nullable FibEntry first, FibEntry entry, boolean replace) {
    FibEntry any = null;
    boolean byGateways = canJoin(entry);
    for (FibEntry one = first; one != null; one = one.next) {
      if (!isLike(one, entry)) {
        continue;
      }
      if (canJoin(one) == byGateways && (replace || byGateways)) {
        return one;
      }
      any = any == null ? one : any;
    }
    return replace ? any : null;
  }

  /// Monitors are told of the new next hops first.
  private static void join(Fib fib, FibEntry old, FibEntry entry) {
    Way joined = old.way.copy();
    for (NextHop hop : entry.way.hops) {
      joined.add(hop.copy());
    }
    List<NextHop> told = new ArrayList<>(Arrays.asList(entry.way.hops));
    told.addAll(Arrays.asList(old.way.hops));
    fib.change(old, joined);
    entry.way.hops = told.toArray(NextHop[]::new);
    tell(fib, old, entry);
  }

  /// The last entry of the prefix that goes before this one, or null: those for fewer sources, then
  /// those of a smaller or the same metric.
  private static @Nullable FibEntry lastBefore(@Nullable FibEntry first, FibEntry entry) {
    FibEntry last = null;
    for (FibEntry one = first; one != null && !goesBehind(one, entry); one = one.next) {
      last = one;
    }
    return last;
  }

  private static boolean goesBehind(FibEntry one, FibEntry other) {
    int its = Ipv6Lookup.sourceLength(one);
    int own = Ipv6Lookup.sourceLength(other);
    return its != own ? its < own : Integer.compareUnsigned(one.metric(), other.metric()) > 0;
  }
}
