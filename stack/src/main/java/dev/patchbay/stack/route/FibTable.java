package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
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
  private static final Comparator<FibEntry> TRIE_ORDER =
      (a, b) ->
          a.hi != b.hi ? Long.compareUnsigned(a.hi, b.hi) : Integer.compare(b.length(), a.length());

  /// By the bits; what lies within a prefix comes before it (how fib6 is walked).
  private static final Comparator<FibEntry> TREE_ORDER = FibTable::compareInTree;

  final int id;

  /// Not final: a table may stop to share them.
  PrefixMap prefixes;

  FibTable(int id, PrefixMap prefixes) {
    this.id = id;
    this.prefixes = prefixes;
  }

  private static int compareInTree(FibEntry a, FibEntry b) {
    int common = Math.min(a.length(), b.length());
    long maskHi = Prefix.maskHi(common);
    long maskLo = Prefix.maskLo(common);
    int order = Long.compareUnsigned(a.hi & maskHi, b.hi & maskHi);
    if (order == 0) {
      order = Long.compareUnsigned(a.lo() & maskLo, b.lo() & maskLo);
    }
    return order == 0 ? Integer.compare(b.length(), a.length()) : order;
  }

  /// The first entry of the prefix, or null.
  @Nullable FibEntry first(Prefix prefix) {
    return prefixes.exact(prefix.address().hi(), prefix.address().lo(), prefix.length());
  }

  /// The first entry of the entry's prefix, or null.
  @Nullable FibEntry first(FibEntry entry) {
    return prefixes.exact(entry.hi, entry.lo(), entry.length());
  }

  /// Puts an entry behind another one of its prefix, or before `first` when that is null.
  void insert(FibEntry entry, @Nullable FibEntry first, @Nullable FibEntry behind) {
    if (behind != null) {
      entry.next = behind.next;
      behind.next = entry;
      changed(entry);
      return;
    }
    entry.next = first;
    if (first == null) {
      prefixes.add(entry);
    } else {
      prefixes.replace(first, entry);
    }
  }

  /// Takes an entry away. Returns whether it was there.
  boolean remove(FibEntry entry) {
    FibEntry first = first(entry);
    FibEntry next = entry.next;
    if (first == entry) {
      if (next == null) {
        prefixes.remove(entry);
      } else {
        prefixes.replace(entry, next);
      }
    } else {
      FibEntry before = before(entry, first);
      if (before == null) {
        return false;
      }
      before.next = next;
      changed(entry);
    }
    entry.next = null;
    return true;
  }

  /// Something about the entry, or the chain of its prefix, has changed.
  void changed(FibEntry entry) {
    FibEntry first = first(entry);
    if (first != null) {
      prefixes.changed(first);
    }
  }

  /// The entry in front of this one in the chain that begins with `first`, or null; with null the
  /// last one.
  static @Nullable FibEntry before(@Nullable FibEntry entry, @Nullable FibEntry first) {
    FibEntry before = first;
    while (before != null && before.next != entry) {
      before = before.next;
    }
    return before;
  }

  /// The entries of this table as the kernel lists them.
  List<FibEntry> entries(Family family) {
    return entries(family, entry -> true);
  }

  /// The entries of this table that are `wanted`, as the kernel lists them.
  List<FibEntry> entries(Family family, Predicate<FibEntry> wanted) {
    List<FibEntry> entries = new ArrayList<>();
    prefixes.forEach(first -> add(entries, first, wanted));
    entries.sort(family == Family.IPV4 ? TRIE_ORDER : TREE_ORDER);
    return entries;
  }

  private void add(List<FibEntry> entries, FibEntry first, Predicate<FibEntry> wanted) {
    for (FibEntry entry = first; entry != null; entry = entry.next) {
      if (entry.way.table == id && wanted.test(entry)) {
        entries.add(entry);
      }
    }
  }
}
