package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One routing table. The prefixes may be shared with another table: then each entry says which one
/// it belongs to.
final class FibTable {
  /// By address; of one address the longest prefix first (how fib_trie is walked).
  private static final Comparator<Prefix> TRIE_ORDER =
      (a, b) ->
          a.address().hi() != b.address().hi()
              ? Long.compareUnsigned(a.address().hi(), b.address().hi())
              : b.length() - a.length();

  /// By the bits; what lies within a prefix comes before it (how fib6 is walked).
  private static final Comparator<Prefix> TREE_ORDER = FibTable::compareInTree;

  final int id;
  final PrefixMap prefixes;

  FibTable(int id, PrefixMap prefixes) {
    this.id = id;
    this.prefixes = prefixes;
  }

  private static int compareInTree(Prefix a, Prefix b) {
    int common = Math.min(a.length(), b.length());
    long maskHi = Prefix.maskHi(common);
    long maskLo = Prefix.maskLo(common);
    Ip one = a.address();
    Ip other = b.address();
    int order = Long.compareUnsigned(one.hi() & maskHi, other.hi() & maskHi);
    if (order == 0) {
      order = Long.compareUnsigned(one.lo() & maskLo, other.lo() & maskLo);
    }
    return order == 0 ? b.length() - a.length() : order;
  }

  private static Comparator<Prefix> order(Family family) {
    return family == Family.IPV4 ? TRIE_ORDER : TREE_ORDER;
  }

  @Nullable FibNode node(Prefix prefix) {
    return prefixes.exact(prefix.address().hi(), prefix.address().lo(), prefix.length());
  }

  /// The node of the prefix, made when there is none.
  FibNode makeNode(Prefix prefix) {
    FibNode node = node(prefix);
    if (node == null) {
      node = new FibNode(prefix);
      prefixes.add(node);
    }
    return node;
  }

  /// Takes an entry out of its node, and the node away when it was the last one.
  void remove(FibNode node, FibEntry entry) {
    node.remove(entry);
    if (node.first == null) {
      prefixes.remove(node);
    }
  }

  /// The entries of this table as the kernel lists them.
  List<FibEntry> entries(Family family) {
    return entries(family, entry -> true);
  }

  /// The entries of this table that are `wanted`, as the kernel lists them.
  List<FibEntry> entries(Family family, Predicate<FibEntry> wanted) {
    List<FibEntry> entries = new ArrayList<>();
    for (FibNode node : prefixes.all()) {
      for (FibEntry entry = node.first; entry != null; entry = entry.next) {
        if (entry.table == id && wanted.test(entry)) {
          entries.add(entry);
        }
      }
    }
    Comparator<Prefix> order = order(family);
    entries.sort((a, b) -> order.compare(a.destination, b.destination));
    return entries;
  }
}
