package dev.patchbay.stack.route;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// `/proc/net/rt6_stats`: how large the trees of IPv6's routes are, in hexadecimal.
final class Ipv6Statistics {
  private static final int HALF = 64;

  private Ipv6Statistics() {}

  /// Nodes, nodes with routes, allocations, routes, cached ones, those that packets hold, those
  /// that wait to be freed.
  static String text(Netns netns) {
    int nodes = 0;
    int withRoutes = 0;
    int routes = 0;
    for (FibTable table : Fib.of(netns, Family.IPV6).tables()) {
      List<FibEntry> entries = table.entries(Family.IPV6);
      NavigableSet<Prefix> prefixes = prefixes(entries);
      routes += entries.size();
      withRoutes += prefixes.size();
      nodes += nodes(prefixes);
    }
    return "%04x %04x 0000 %04x 0000 0000 0000\n".formatted(nodes, withRoutes, routes);
  }

  private static NavigableSet<Prefix> prefixes(List<FibEntry> entries) {
    NavigableSet<Prefix> prefixes = new TreeSet<>(Ipv6Statistics::compare);
    entries.forEach(entry -> prefixes.add(entry.destination()));
    return prefixes;
  }

  private static int compare(Prefix a, Prefix b) {
    int high = Long.compareUnsigned(a.address().hi(), b.address().hi());
    int low = high != 0 ? high : Long.compareUnsigned(a.address().lo(), b.address().lo());
    return low != 0 ? low : Integer.compare(a.length(), b.length());
  }

  /// The root is there without being counted; where two branches part there is a node, too.
  private static int nodes(NavigableSet<Prefix> prefixes) {
    Set<Prefix> nodes = new LinkedHashSet<>(prefixes);
    Prefix before = null;
    for (Prefix prefix : prefixes) {
      if (before != null) {
        nodes.add(common(before, prefix));
      }
      before = prefix;
    }
    nodes.removeIf(node -> node.length() == 0);
    return nodes.size();
  }

  /// What both prefixes begin with.
  private static Prefix common(Prefix a, Prefix b) {
    long high = a.address().hi() ^ b.address().hi();
    long low = a.address().lo() ^ b.address().lo();
    int same = high != 0 ? Long.numberOfLeadingZeros(high) : HALF + Long.numberOfLeadingZeros(low);
    int length = Math.min(same, Math.min(a.length(), b.length()));
    return new Prefix(
        new Ip(
            Family.IPV6, masked(a.address().hi(), length), masked(a.address().lo(), length - HALF)),
        length);
  }

  private static long masked(long half, int bits) {
    return bits <= 0 ? 0 : bits >= HALF ? half : half & (-1L << (HALF - bits));
  }
}
