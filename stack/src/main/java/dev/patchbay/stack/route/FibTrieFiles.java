package dev.patchbay.stack.route;

import dev.patchbay.core.Netns;
import dev.patchbay.core.ProcFiles;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// `/proc/net/fib_trie` and `fib_triestat`: every table of IPv4 as the trie that Linux would hold,
/// and how large that is. Tables local and main show the same while they are one.
final class FibTrieFiles {
  private static final int LEAF_BYTES = 48;
  private static final int NODE_BYTES = 40;
  private static final int ALIAS_BYTES = 56;
  private static final int POINTER_BYTES = 8;

  private final FibTrie trie = new FibTrie();
  private final TreeMap<Integer, List<FibEntry>> leaves = new TreeMap<>(Integer::compareUnsigned);
  private final StringBuilder text = new StringBuilder();

  // ---- how large it is

  private final int[] nodesOfBits = new int[Integer.SIZE];
  private int depths;
  private int deepest;
  private int nodes;
  private int emptyChildren;

  private FibTrieFiles(FibTable table) {
    table.prefixes.forEach(
        head -> leaves.computeIfAbsent((int) (head.hi >>> 32), key -> new ArrayList<>()).add(head));
    leaves.keySet().forEach(trie::add);
  }

  static void add(ProcFiles files) {
    files.addNet("fib_trie", FibTrieFiles::tries);
    files.addNet("fib_triestat", FibTrieFiles::statistics);
  }

  private static String name(int id) {
    return switch (id) {
      case RouteTable.MAIN -> "Main";
      case RouteTable.LOCAL -> "Local";
      default -> "Id " + Integer.toUnsignedString(id);
    };
  }

  // ---- fib_trie

  private static String tries(Netns netns) {
    StringBuilder all = new StringBuilder();
    for (FibTable table : Fib.of(netns, Family.IPV4).tables()) {
      FibTrieFiles files = new FibTrieFiles(table);
      FibTrie.Node root = files.trie.root();
      if (root != null) {
        files.text.append(name(table.id)).append(":\n");
        files.show(root, "  ");
      }
      all.append(files.text);
    }
    return all.toString();
  }

  private void show(FibTrie.Node node, String indent) {
    text.append(indent).append(node.isLeaf() ? "|-- " : "+-- ").append(Ip.format(node.key));
    if (node.isLeaf()) {
      text.append('\n');
      leaves.getOrDefault(node.key, List.of()).stream()
          .sorted(Comparator.comparingInt(FibEntry::length).reversed())
          .forEach(head -> showRoutes(head, indent + "   "));
      return;
    }
    text.append('/').append(Integer.SIZE - node.position - node.bits);
    text.append(' ').append(node.bits).append(' ').append(node.full());
    text.append(' ').append(node.empty()).append('\n');
    for (FibTrie.Node child : node.children) {
      if (child != null) {
        show(child, indent + "   ");
      }
    }
  }

  private void showRoutes(FibEntry head, String indent) {
    for (FibEntry entry = head; entry != null; entry = entry.next) {
      text.append(indent).append('/').append(entry.length()).append(' ');
      text.append(scope(entry.scope())).append(' ').append(entry.type().name());
      text.append(entry.tos() == 0 ? "" : " tos=" + entry.tos()).append('\n');
    }
  }

  private static String scope(int scope) {
    return switch (scope) {
      case Scope.GLOBAL -> "universe";
      case Scope.SITE -> "site";
      case Scope.LINK -> "link";
      case Scope.HOST -> "host";
      case Scope.NOWHERE -> "nowhere";
      default -> "scope=" + scope;
    };
  }

  // ---- fib_triestat

  private static String statistics(Netns netns) {
    StringBuilder all = new StringBuilder();
    all.append("Basic info: size of leaf: ").append(LEAF_BYTES).append(" bytes, size of tnode: ");
    all.append(NODE_BYTES).append(" bytes.\n");
    for (FibTable table : Fib.of(netns, Family.IPV4).tables()) {
      FibTrieFiles files = new FibTrieFiles(table);
      FibTrie.Node root = files.trie.root();
      if (root != null) {
        files.count(root, 0);
      }
      all.append(name(table.id)).append(":\n").append(files.size());
    }
    return all.toString();
  }

  private void count(FibTrie.Node node, int depth) {
    if (node.isLeaf()) {
      depths += depth;
      deepest = Math.max(deepest, depth);
      return;
    }
    nodes++;
    nodesOfBits[node.bits]++;
    emptyChildren += node.empty();
    for (FibTrie.Node child : node.children) {
      if (child != null) {
        count(child, depth + 1);
      }
    }
  }

  private String size() {
    int prefixes = 0;
    for (List<FibEntry> heads : leaves.values()) {
      for (FibEntry head : heads) {
        for (FibEntry entry = head; entry != null; entry = entry.next) {
          prefixes++;
        }
      }
    }
    StringBuilder bySize = new StringBuilder();
    int pointers = 0;
    for (int bits = 1; bits < nodesOfBits.length; bits++) {
      if (nodesOfBits[bits] > 0) {
        bySize.append("  ").append(bits).append(": ").append(nodesOfBits[bits]);
        pointers += nodesOfBits[bits] << bits;
      }
    }
    int average = leaves.isEmpty() ? 0 : depths * 100 / leaves.size();
    int bytes =
        leaves.size() * LEAF_BYTES
            + prefixes * ALIAS_BYTES
            + nodes * NODE_BYTES
            + pointers * POINTER_BYTES;
    return String.format(
        Locale.ROOT,
        """
        \tAver depth:     %d.%02d
        \tMax depth:      %d
        \tLeaves:         %d
        \tPrefixes:       %d
        \tInternal nodes: %d
        \t%s
        \tPointers: %d
        Null ptrs: %d
        Total size: %d  kB
        """,
        average / 100,
        average % 100,
        deepest,
        leaves.size(),
        prefixes,
        nodes,
        bySize,
        pointers,
        emptyChildren,
        (bytes + 1023) / 1024);
  }
}
