package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// So many prefixes that a list of them would be too slow.
sealed interface ManyPrefixes permits Ipv4Prefixes, PrefixNode {
  static ManyPrefixes of(Family family) {
    return family == Family.IPV4 ? new Ipv4Prefixes() : new PrefixNode(0);
  }

  /// IPv4: the way of the longest prefix that holds the address, if that has but one route, for any
  /// type of service; found without a look at the route. Null where more must be asked.
  @Nullable Way onlyWay(long hi);

  /// The first route of the longest prefix that holds the address, or null.
  @Nullable FibEntry longest(long hi, long lo);

  /// The first route of exactly this prefix, or null.
  @Nullable FibEntry exact(long hi, long lo, int length);

  /// A prefix is there from now on.
  void add(FibEntry head);

  /// Another route is the first one of its prefix; or the same, of which something has changed.
  void replace(FibEntry old, FibEntry head);

  /// A prefix has gone; `around` is the longest one that holds it, or null.
  void remove(FibEntry head, @Nullable FibEntry around);

  /// Shows the first routes of all prefixes.
  void forEach(Consumer<FibEntry> visitor);
}
