package dev.patchbay.tools.tc;

import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The classes of a device as a tree of lines (`tc -graph class show`).
final class ClassGraph {
  private static final String GOES_ON = "|    ";
  private static final String ENDS = "     ";

  /// A class in the tree.
  private static final class Node {
    final String kind;
    final QdiscClass shown;
    List<Node> children = new ArrayList<>();
    @Nullable Node parent;

    /// The one below it on the way to the class that is being drawn.
    @Nullable Node right;

    /// Whether another one stands below it in the same branch. Those that have been drawn count as
    /// such: `tc` looks at them after it has given back their memory.
    boolean hasNext;

    Node(String kind, QdiscClass shown) {
      this.kind = kind;
      this.shown = shown;
    }
  }

  private final Page page;
  private final Output out;
  private final List<Node> nodes = new ArrayList<>();

  ClassGraph(Page page) {
    this.page = page;
    this.out = page.out();
  }

  void add(String kind, QdiscClass added) {
    nodes.add(new Node(kind, added));
  }

  /// Draws those at the root, and what hangs below them; classes of disciplines that are their
  /// parents themselves are in no tree.
  void show() {
    List<Node> roots = new ArrayList<>();
    for (Node node : nodes) {
      if (node.shown.parent() == Handle.ROOT) {
        roots.addFirst(node);
      }
    }
    show(roots);
  }

  private void show(List<Node> branch) {
    for (int i = 0; i < branch.size(); i++) {
      branch.get(i).hasNext = i + 1 < branch.size();
    }
    for (Node node : List.copyOf(branch)) {
      boolean last = !node.hasNext;
      adopt(node);
      showLine(node);
      show(node.children);
      if (last) {
        out.text(indent(node, false, 0) + "\n");
      }
      node.hasNext = true;
    }
  }

  private void adopt(Node parent) {
    for (Node node : nodes) {
      if (node.shown.parent() == parent.shown.id()) {
        parent.children.add(node);
        node.parent = parent;
      }
    }
  }

  private void showLine(Node node) {
    String id = Handle.show(node.shown.id());
    out.text(indent(node, false, 0) + "+---(" + id + ") " + node.kind + " ");
    node.shown.show(page);
    if (page.statistics()) {
      String before = indent(node, true, node.kind.length() - 2 + id.length());
      QueueStatistics statistics = node.shown.statistics();
      if (statistics != null) {
        out.newline();
        statistics.show(out, before, page.iec());
      }
      if (node.hasNext || !node.children.isEmpty()) {
        out.text("\n" + indent(node, true, 0));
      }
    }
    out.newline();
  }

  /// What stands in front of a line of the class (`graph_indent`).
  private static String indent(Node of, boolean below, int more) {
    Node node = of;
    for (Node above = node.parent; above != null; above = above.parent) {
      above.right = node;
      node = above;
    }
    StringBuilder text = new StringBuilder();
    for (Node right = node.right; right != null; right = right.right) {
      text.append(node.hasNext ? GOES_ON : ENDS);
      node = right;
    }
    if (below) {
      text.append(node.hasNext ? GOES_ON : ENDS);
      text.append(node.children.isEmpty() ? " " : "|");
    }
    return text.append(" ".repeat(more)).toString();
  }
}
