package dev.patchbay.trace.pcap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The blocks of a program and what leads to what. It is looked at anew each time something has
/// been changed.
final class FlowGraph {
  final List<Block> blocks = new ArrayList<>();
  final List<Flow.Edge> edges = new ArrayList<>();
  Block root;

  /// The blocks that are reached, by the longest way that is left from them.
  private final List<List<Block>> levels = new ArrayList<>();

  FlowGraph(Block root) {
    this.root = root;
    number();
  }

  /// Numbers all blocks, those that are jumped to on true first.
  private void number() {
    Set<Block> known = new HashSet<>();
    Deque<Block> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Block block = open.pop();
      if (known.add(block)) {
        blocks.add(block);
        if (block.onTrue != null && block.onFalse != null) {
          open.push(block.onFalse);
          open.push(block.onTrue);
        }
      }
    }
    int count = blocks.size();
    for (int i = 0; i < count; i++) {
      Block block = blocks.get(i);
      block.flow = new Flow(i, count, block);
      edges.add(block.flow().onTrue);
    }
    blocks.forEach(block -> edges.add(block.flow().onFalse));
  }

  /// The blocks that are reached, those farthest from an end first.
  List<Block> downwards() {
    List<Block> all = new ArrayList<>();
    for (int level = levels.size() - 1; level >= 0; level--) {
      all.addAll(levels.get(level));
    }
    return all;
  }

  /// The blocks that are reached and are no end, those nearest to one first.
  List<Block> upwards() {
    List<Block> all = new ArrayList<>();
    for (int level = 1; level < levels.size(); level++) {
      all.addAll(levels.get(level));
    }
    return all;
  }

  /// Works everything out again.
  void look() {
    findLevels();
    List<Block> down = downwards();
    findBefore(down);
    findEdgesBefore(down);
    findUses(down);
  }

  private void findLevels() {
    levels.clear();
    Set<Block> finished = new HashSet<>();
    Deque<Block> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Block block = open.element();
      Block next = next(block, finished);
      if (next != null) {
        open.push(next);
        continue;
      }
      open.pop();
      if (finished.add(block)) {
        Flow flow = block.flow();
        flow.level =
            block.isEnd()
                ? 0
                : 1 + Math.max(flow.onTrue.to().flow().level, flow.onFalse.to().flow().level);
        while (levels.size() <= flow.level) {
          levels.add(new ArrayList<>());
        }
        levels.get(flow.level).addFirst(block);
      }
    }
  }

  private static @Nullable Block next(Block block, Set<Block> finished) {
    if (block.isEnd()) {
      return null;
    }
    Block yes = Objects.requireNonNull(block.onTrue);
    Block no = Objects.requireNonNull(block.onFalse);
    return !finished.contains(yes) ? yes : finished.contains(no) ? null : no;
  }

  private BitSet all(int count) {
    BitSet all = new BitSet(count);
    all.set(0, count);
    return all;
  }

  private void findBefore(List<Block> down) {
    blocks.forEach(block -> block.flow().before = all(blocks.size()));
    root.flow().before.clear();
    for (Block block : down) {
      Flow flow = block.flow();
      flow.before.set(flow.number);
      if (!block.isEnd()) {
        flow.onTrue.to().flow().before.and(flow.before);
        flow.onFalse.to().flow().before.and(flow.before);
      }
    }
  }

  private void findEdgesBefore(List<Block> down) {
    edges.forEach(edge -> edge.before = all(edges.size()));
    root.flow().onTrue.before.clear();
    root.flow().onFalse.before.clear();
    for (Block block : down) {
      spread(block.flow().onTrue);
      spread(block.flow().onFalse);
    }
  }

  private static void spread(Flow.Edge edge) {
    edge.before.set(edge.number);
    if (!edge.from.isEnd()) {
      Flow next = edge.to().flow();
      next.onTrue.before.and(edge.before);
      next.onFalse.before.and(edge.before);
    }
  }

  private void findUses(List<Block> down) {
    down.forEach(FlowGraph::findOwnUses);
    for (Block block : upwards()) {
      Flow flow = block.flow();
      flow.usedLater |= flow.onTrue.to().flow().used | flow.onFalse.to().flow().used;
      flow.used |= flow.usedLater & ~flow.killed;
    }
  }

  private static void findOwnUses(Block block) {
    Flow flow = block.flow();
    int used = 0;
    int killed = 0;
    int written = 0;
    for (Statement statement : block.statements) {
      used |= Atoms.read(statement.code, statement.k) & ~written;
      int atom = Atoms.written(statement.code, statement.k);
      if (atom >= 0) {
        killed |= Atoms.has(used, atom) ? 0 : 1 << atom;
        written |= 1 << atom;
      }
    }
    if (!block.isEnd()) {
      used |= Atoms.read(block.code, block.k) & ~written;
    }
    flow.used = used;
    flow.killed = killed;
    flow.usedLater = 0;
  }

  /// Finds the edges that lead to each block.
  void findEdgesIn() {
    blocks.forEach(block -> block.flow().in.clear());
    for (Block block : downwards()) {
      if (!block.isEnd()) {
        Flow flow = block.flow();
        flow.onTrue.to().flow().in.addFirst(flow.onTrue);
        flow.onFalse.to().flow().in.addFirst(flow.onFalse);
      }
    }
  }
}
