package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a program shorter, as libpcap does, step by step the same, so that the result is the same:
/// jumps go past tests that are decided already, tests of one value move together, values are not
/// worked out twice, equal blocks become one.
final class Optimizer {
  /// Larger programs stay as they are: the work grows with the square of the size.
  private static final int MOST_BLOCKS = 1500;

  /// So often jumps alone may change; then it goes round in a circle.
  private static final int MOST_ROUNDS = 100;

  private final FlowGraph graph;
  private final Changes changes = new Changes();

  private Optimizer(Block root) {
    graph = new FlowGraph(root);
  }

  /// The program that begins with `root`, made shorter.
  static Block optimize(Block root) {
    Optimizer optimizer = new Optimizer(root);
    if (optimizer.graph.blocks.size() > MOST_BLOCKS) {
      return root;
    }
    optimizer.repeat(false);
    optimizer.repeat(true);
    optimizer.join();
    return optimizer.shortenRoot();
  }

  private void repeat(boolean alter) {
    int rounds = 0;
    do {
      changes.begin();
      graph.look();
      optimizeBlocks(alter);
      rounds = changes.otherThanJumps() ? 0 : rounds + 1;
    } while (changes.any() && rounds < MOST_ROUNDS);
  }

  private void optimizeBlocks(boolean alter) {
    BlockOptimizer blocks = new BlockOptimizer(new Values(), changes);
    graph.findEdgesIn();
    for (Block block : graph.downwards()) {
      blocks.optimize(block, alter);
    }
    if (alter) {
      return;
    }
    List<Block> up = graph.upwards();
    for (Block block : up) {
      shorten(block.flow().onTrue);
      shorten(block.flow().onFalse);
    }
    graph.findEdgesIn();
    for (Block block : up) {
      pullUp(block, true);
      pullUp(block, false);
    }
  }

  // ---- jumps

  /// Leads an edge past tests whose answer is known on every way to it.
  private void shorten(Flow.Edge edge) {
    if (edge.to().isEnd()) {
      return;
    }
    Flow next = edge.to().flow();
    if (next.onTrue.to() == next.onFalse.to() && !conflicts(edge.from, next.onTrue.to())) {
      changes.moved();
      edge.to(next.onTrue.to());
    }
    for (boolean again = true; again; ) {
      again = false;
      BitSet before = edge.before;
      for (int i = before.nextSetBit(0); i >= 0; i = before.nextSetBit(i + 1)) {
        Block target = answer(edge.to(), graph.edges.get(i));
        if (target != null && !conflicts(edge.from, target)) {
          changes.jumped();
          edge.to(target);
          again = !target.isEnd();
          break;
        }
      }
    }
  }

  /// Whether something that is read behind a block is not what it would be.
  private static boolean conflicts(Block from, Block to) {
    int used = to.flow().usedLater;
    for (int atom = 0; used != 0 && atom < Atoms.COUNT; atom++) {
      if (Atoms.has(used, atom) && from.flow().values[atom] != to.flow().values[atom]) {
        return true;
      }
    }
    return false;
  }

  /// Where a test leads once an edge has been passed, or null if that does not decide it.
  private static @Nullable Block answer(Block test, Flow.Edge passed) {
    int code = Math.abs(passed.code);
    boolean held = passed.code >= 0;
    Flow flow = test.flow();
    Flow before = passed.from.flow();
    if (test.code != code || flow.values[Atoms.A] != before.values[Atoms.A]) {
      return null;
    }
    if (flow.compared == before.compared) {
      return held ? test.onTrue : test.onFalse;
    }
    // it is one constant, so it is no other
    return held && code == PacketTests.jump(Bpf.JEQ) ? test.onFalse : null;
  }

  // ---- tests of one value

  /// A place in a block that leads on.
  private record Way(Block from, boolean taken) {
    @Nullable Block to() {
      return taken ? from.onTrue : from.onFalse;
    }

    void to(@Nullable Block block) {
      if (taken) {
        from.onTrue = block;
      } else {
        from.onFalse = block;
      }
    }
  }

  /// Moves a test of the value that a block tests up to it, past tests of other values: all of them
  /// lead to the same place, if they hold (a chain of `or`) or if they do not (of `and`).
  private void pullUp(Block block, boolean or) {
    Flow flow = block.flow();
    if (flow.in.isEmpty()) {
      return;
    }
    int value = flow.in.getFirst().from.flow().values[Atoms.A];
    for (Flow.Edge edge : flow.in) {
      if (edge.from.flow().values[Atoms.A] != value) {
        return;
      }
    }
    Block first = flow.in.getFirst().from;
    Way top = new Way(first, first.onTrue == block);
    Way different = skip(top, block, value, or, true);
    if (different == null) {
      return;
    }
    Block other = different.to();
    Way same = other == null ? null : skip(new Way(other, !or), block, value, or, false);
    Block pulled = same == null ? null : same.to();
    if (other == null || same == null || pulled == null) {
      return;
    }
    same.to(new Way(pulled, !or).to());
    new Way(pulled, !or).to(other);
    if (different == top) {
      for (Flow.Edge edge : flow.in) {
        new Way(edge.from, edge.from.onTrue == block).to(pulled);
      }
    } else {
      different.to(pulled);
    }
    changes.jumped();
  }

  /// The first way in a chain to a block that tests another value, or the same one; null if the
  /// chain ends before.
  private static @Nullable Way skip(Way from, Block block, int value, boolean or, boolean past) {
    Way way = from;
    while (true) {
      Block next = way.to();
      if (next == null || new Way(next, or).to() != new Way(block, or).to()) {
        return null;
      }
      if (!next.flow().before.get(block.flow().number)) {
        return null;
      }
      if ((next.flow().values[Atoms.A] == value) != past) {
        return way;
      }
      way = new Way(next, !or);
    }
  }

  // ---- equal blocks

  private void join() {
    boolean joined = true;
    while (joined) {
      joined = false;
      Map<Block, Block> equals = equalBlocks();
      for (Block block : graph.blocks) {
        if (!block.isEnd()) {
          Block yes = equals.get(block.flow().onTrue.to());
          Block no = equals.get(block.flow().onFalse.to());
          block.onTrue = yes == null ? block.onTrue : yes;
          block.onFalse = no == null ? block.onFalse : no;
          joined |= yes != null || no != null;
        }
      }
    }
  }

  /// For each block that is reached and is as a later one, that one.
  private Map<Block, Block> equalBlocks() {
    Set<Block> reached = reached();
    Map<Block, Block> equals = new HashMap<>();
    List<Block> all = graph.blocks;
    for (int i = all.size() - 2; i >= 0; i--) {
      Block block = all.get(i);
      for (int j = i + 1; reached.contains(block) && j < all.size(); j++) {
        Block other = all.get(j);
        if (reached.contains(other) && isEqual(block, other)) {
          equals.put(block, equals.getOrDefault(other, other));
          break;
        }
      }
    }
    return equals;
  }

  private Set<Block> reached() {
    Set<Block> reached = new HashSet<>();
    List<Block> open = new ArrayList<>(List.of(graph.root));
    while (!open.isEmpty()) {
      Block block = open.removeLast();
      if (reached.add(block) && !block.isEnd()) {
        open.add(block.flow().onTrue.to());
        open.add(block.flow().onFalse.to());
      }
    }
    return reached;
  }

  private static boolean isEqual(Block one, Block other) {
    return one.code == other.code
        && one.k == other.k
        && one.onTrue == other.onTrue
        && one.onFalse == other.onFalse
        && isEqual(one.realStatements(), other.realStatements());
  }

  private static boolean isEqual(List<Statement> one, List<Statement> other) {
    boolean equal = one.size() == other.size();
    for (int i = 0; equal && i < one.size(); i++) {
      equal = one.get(i).code == other.get(i).code && one.get(i).k == other.get(i).k;
    }
    return equal;
  }

  /// Begins with the first block that tests something.
  private Block shortenRoot() {
    Block root = graph.root;
    List<Statement> first = root.statements;
    root.statements = new ArrayList<>();
    while (!root.isEnd() && root.onTrue == root.onFalse) {
      root = root.flow().onTrue.to();
    }
    root.prepend(first);
    if (root.isEnd()) {
      root.statements = new ArrayList<>();
    }
    return root;
  }
}
