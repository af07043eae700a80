package dev.patchbay.stack.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prefixes by longest match. A few are a list, the longest first; more are hash tables, one a
/// length.
final class PrefixMap {
  /// Longer than any prefix.
  static final int ANY_LENGTH = 129;

  private static final int FEW = 24;

  private FibNode[] nodes = {};

  /// Of each node the first half of its address and of its mask, side by side: most addresses need
  /// no more.
  private long[] firstHalves = {};

  private int count;
  private @Nullable PrefixTables tables;

  int count() {
    PrefixTables many = tables;
    return many == null ? count : many.count();
  }

  /// The longest prefix that holds the address and is shorter than `limit` bits, or null.
  @Nullable FibNode longest(long hi, long lo, int limit) {
    PrefixTables many = tables;
    if (many != null) {
      return many.longest(hi, lo, limit);
    }
    long[] halves = firstHalves;
    for (int i = 0, n = 2 * count; i < n; i += 2) {
      if (((hi ^ halves[i]) & halves[i + 1]) == 0) {
        FibNode node = nodes[i >> 1];
        if (((lo ^ node.lo) & node.maskLo) == 0 && node.length < limit) {
          return node;
        }
      }
    }
    return null;
  }

  /// The node of exactly this prefix, or null.
  @Nullable FibNode exact(long hi, long lo, int length) {
    PrefixTables many = tables;
    if (many != null) {
      return many.exact(hi, lo, length);
    }
    long[] halves = firstHalves;
    for (int i = 0, n = 2 * count; i < n; i += 2) {
      if (hi == halves[i]) {
        FibNode node = nodes[i >> 1];
        if (node.length == length && node.lo == lo) {
          return node;
        }
      }
    }
    return null;
  }

  void add(FibNode node) {
    PrefixTables many = tables;
    if (many == null && count == FEW) {
      many = new PrefixTables();
      for (FibNode one : nodes) {
        many.add(one);
      }
      tables = many;
      nodes = new FibNode[0];
      count = 0;
    }
    if (many != null) {
      many.add(node);
      return;
    }
    int at = 0;
    while (at < count && nodes[at].length > node.length) {
      at++;
    }
    if (count == nodes.length) {
      nodes = Arrays.copyOf(nodes, Math.min(count + count / 2 + 3, FEW));
    }
    System.arraycopy(nodes, at, nodes, at + 1, count - at);
    nodes[at] = node;
    count++;
    rememberHalves();
  }

  void remove(FibNode node) {
    PrefixTables many = tables;
    if (many != null) {
      many.remove(node);
      return;
    }
    int at = 0;
    while (nodes[at] != node) {
      at++;
    }
    System.arraycopy(nodes, at + 1, nodes, at, count - at - 1);
    nodes = Arrays.copyOf(nodes, --count);
    rememberHalves();
  }

  private void rememberHalves() {
    if (firstHalves.length != 2 * nodes.length) {
      firstHalves = new long[2 * nodes.length];
    }
    for (int i = 0; i < count; i++) {
      firstHalves[2 * i] = nodes[i].hi;
      firstHalves[2 * i + 1] = nodes[i].maskHi;
    }
  }

  /// The nodes, in no order that means anything.
  List<FibNode> all() {
    PrefixTables many = tables;
    return many == null ? new ArrayList<>(Arrays.asList(nodes).subList(0, count)) : many.all();
  }
}
