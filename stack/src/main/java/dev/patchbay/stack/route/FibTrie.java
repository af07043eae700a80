package dev.patchbay.stack.route;

import org.jspecify.annotations.Nullable;

/// The level-compressed trie that Linux would hold for the addresses of a table's prefixes, made
/// only to be shown (net/ipv4/fib_trie.c, Documentation/networking/fib_trie.rst). Nodes grow and
/// shrink by Linux's thresholds, so the shape is Linux's wherever it does not depend on the order
/// in which the routes came.
final class FibTrie {
  private static final int KEY_BITS = 32;
  private static final int MOST_WORK = 10;

  private static final int INFLATE_PERCENT = 50;
  private static final int INFLATE_ROOT_PERCENT = 30;
  private static final int HALVE_PERCENT = 25;
  private static final int HALVE_ROOT_PERCENT = 15;

  private @Nullable Node root;

  /// A leaf has no bits; another node has a child for each value of its `bits` from `position` up.
  static final class Node {
    final int key;
    final int position;
    final int bits;
    final @Nullable Node[] children;

    private Node(int key, int position, int bits) {
      int above = position + bits;
      this.key = bits == 0 ? key : above >= KEY_BITS ? 0 : key >>> above << above;
      this.position = position;
      this.bits = bits;
      this.children = new Node[bits == 0 ? 0 : 1 << bits];
    }

    boolean isLeaf() {
      return bits == 0;
    }

    /// Which child the key belongs to; as many as there are, or more, when it belongs elsewhere
    /// (`get_cindex`).
    private long index(int other) {
      return ((key ^ other) & 0xffff_ffffL) >>> position;
    }

    private void put(@Nullable Node child) {
      if (child != null) {
        children[(int) index(child.key)] = child;
      }
    }

    /// Whether a child leaves out no bits (`tnode_full`).
    private boolean isFull(@Nullable Node child) {
      return child != null && !child.isLeaf() && child.position + child.bits == position;
    }

    /// How many children leave out no bits.
    int full() {
      int count = 0;
      for (Node child : children) {
        count += isFull(child) ? 1 : 0;
      }
      return count;
    }

    /// How many children there might be, and are not.
    int empty() {
      int count = 0;
      for (Node child : children) {
        count += child == null ? 1 : 0;
      }
      return count;
    }
  }

  /// The topmost node, or null when there are no addresses.
  @Nullable Node root() {
    return root;
  }

  /// Adds an address, which is not there yet (`fib_insert_node`).
  void add(int key) {
    root = add(root, key, true);
  }

  private static @Nullable Node add(@Nullable Node at, int key, boolean top) {
    if (at == null) {
      return new Node(key, 0, 0);
    }
    if (at.isLeaf() || at.index(key) >= at.children.length) {
      Node fork = new Node(key, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(key ^ at.key), 1);
      fork.put(at);
      fork.put(new Node(key, 0, 0));
      return resize(fork, top);
    }
    int index = (int) at.index(key);
    at.children[index] = add(at.children[index], key, false);
    return resize(at, top);
  }

  // ---- growing and shrinking

  /// The node, or what takes its place: twice as large as long as it is full enough, else half as
  /// large as long as it is empty enough (`resize`).
  private static @Nullable Node resize(Node old, boolean top) {
    Node node = old;
    int work = MOST_WORK;
    while (work > 0 && shouldInflate(node, top)) {
      node = inflate(node);
      work--;
    }
    if (work < MOST_WORK) {
      return node;
    }
    while (work > 0 && shouldHalve(node, top)) {
      node = halve(node);
      work--;
    }
    return node.children.length - node.empty() < 2 ? onlyChild(node) : node;
  }

  private static @Nullable Node onlyChild(Node node) {
    for (Node child : node.children) {
      if (child != null) {
        return child;
      }
    }
    return null;
  }

  private static boolean shouldInflate(Node node, boolean top) {
    long size = node.children.length;
    long used = size - node.empty() + node.full();
    int percent = top ? INFLATE_ROOT_PERCENT : INFLATE_PERCENT;
    return used > 1 && node.position > 0 && 50 * used >= size * percent;
  }

  private static boolean shouldHalve(Node node, boolean top) {
    long size = node.children.length;
    long used = size - node.empty();
    int percent = top ? HALVE_ROOT_PERCENT : HALVE_PERCENT;
    return used > 1 && node.bits > 1 && 100 * used < size * percent;
  }

  private static Node inflate(Node old) {
    Node node = new Node(old.key, old.position - 1, old.bits + 1);
    for (Node child : old.children) {
      if (child == null || !old.isFull(child)) {
        node.put(child);
      } else if (child.bits == 1) {
        node.put(child.children[0]);
        node.put(child.children[1]);
      } else {
        split(child, node);
      }
    }
    return resizeChildren(node);
  }

  /// Two nodes, each with half of the children of `whole`, become children of `parent`.
  private static void split(Node whole, Node parent) {
    int size = whole.children.length / 2;
    for (int half = 0; half < 2; half++) {
      int key = whole.key | half << parent.position;
      Node node = new Node(key, whole.position, whole.bits - 1);
      System.arraycopy(whole.children, half * size, node.children, 0, size);
      parent.put(node);
    }
  }

  private static Node halve(Node old) {
    Node node = new Node(old.key, old.position + 1, old.bits - 1);
    for (int i = 0; i < old.children.length; i += 2) {
      Node zero = old.children[i];
      Node one = old.children[i + 1];
      if (zero == null || one == null) {
        node.put(zero == null ? one : zero);
      } else {
        Node pair = new Node(zero.key, old.position, 1);
        pair.put(zero);
        pair.put(one);
        node.put(pair);
      }
    }
    return resizeChildren(node);
  }

  private static Node resizeChildren(Node node) {
    for (int i = node.children.length - 1; i >= 0; i--) {
      Node child = node.children[i];
      if (child != null && node.isFull(child)) {
        node.children[i] = resize(child, false);
      }
    }
    return node;
  }
}
