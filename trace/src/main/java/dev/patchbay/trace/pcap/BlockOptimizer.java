package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a block simpler as a whole: statements that undo each other or that nobody reads, and the
/// test at its end.
final class BlockOptimizer {
  private final Values values;
  private final Changes changes;
  private final StatementOptimizer statements;

  BlockOptimizer(Values values, Changes changes) {
    this.values = values;
    this.changes = changes;
    this.statements = new StatementOptimizer(values, changes);
  }

  /// @param alter whether statements may be changed by what is known of values
  void optimize(Block block, boolean alter) {
    Flow flow = block.flow();
    flow.values = valuesAtBegin(flow);
    int a = flow.values[Atoms.A];
    int x = flow.values[Atoms.X];
    for (Statement statement : block.statements) {
      statements.follow(statement, flow.values, alter);
    }
    if (alter && (isIdle(flow, a, x) || block.isEnd())) {
      if (!block.statements.isEmpty()) {
        block.statements = new ArrayList<>();
        changes.moved();
      }
    } else {
      simplify(block);
      dropUnread(block);
    }
    boolean constant = (block.code & Bpf.X) == 0;
    flow.compared = constant ? values.ofConstant(block.k) : flow.values[Atoms.X];
    flow.onTrue.code = block.code;
    flow.onFalse.code = -block.code;
  }

  private static int[] valuesAtBegin(Flow flow) {
    if (flow.in.isEmpty()) {
      return new int[Atoms.COUNT];
    }
    int[] kept = flow.in.getFirst().from.flow().values.clone();
    for (Flow.Edge edge : flow.in) {
      int[] other = edge.from.flow().values;
      for (int atom = 0; atom < Atoms.COUNT; atom++) {
        kept[atom] = kept[atom] == other[atom] ? kept[atom] : Values.UNKNOWN;
      }
    }
    return kept;
  }

  /// Whether the statements leave everything as it was that somebody reads.
  private static boolean isIdle(Flow flow, int a, int x) {
    return flow.usedLater == 0
        && a != Values.UNKNOWN
        && flow.values[Atoms.A] == a
        && x != Values.UNKNOWN
        && flow.values[Atoms.X] == x;
  }

  private void simplify(Block block) {
    if (block.statements.isEmpty()) {
      return;
    }
    Statement last = simplifyPairs(block);
    Flow flow = block.flow();
    if (block.code == PacketTests.jump(Bpf.JEQ) && !Atoms.has(flow.usedLater, Atoms.A)) {
      takeIntoTest(block, last);
    }
    if (block.code == PacketTests.jump(Bpf.JSET)) {
      if (block.k == 0) {
        block.onTrue = block.onFalse;
      }
      if (block.k == -1) {
        block.onFalse = block.onTrue;
      }
    }
    int x = flow.values[Atoms.X];
    if (values.isConstant(x) && (block.code & Bpf.X) != 0) {
      block.code &= ~Bpf.X;
      block.k = values.constant(x);
    }
    int a = flow.values[Atoms.A];
    if (values.isConstant(a) && (block.code & Bpf.X) == 0) {
      decide(block, values.constant(a));
    }
  }

  /// Simplifies statements that follow each other, and answers with the last one; with the first of
  /// all if no two are left.
  private Statement simplifyPairs(Block block) {
    List<Statement> all = block.statements;
    Statement last = all.getFirst();
    int at = real(all, 0);
    while (at >= 0) {
      int next = real(all, at + 1);
      if (next < 0) {
        break;
      }
      last = all.get(next);
      simplify(block, all.get(at), last, next);
      at = next;
    }
    return last;
  }

  /// The place of the next statement that does something, or -1.
  private static int real(List<Statement> all, int from) {
    for (int i = from; i < all.size(); i++) {
      if (all.get(i).code != Statement.NOTHING) {
        return i;
      }
    }
    return -1;
  }

  private void simplify(Block block, Statement it, Statement next, int at) {
    if (it.code == Bpf.ST && next.code == (Bpf.LDX | Bpf.MEM) && it.k == next.k) {
      next.code = Bpf.MISC | Bpf.TAX;
      changes.moved();
    }
    if (it.code == (Bpf.LD | Bpf.IMM) && next.code == (Bpf.MISC | Bpf.TAX)) {
      it.code = Bpf.LDX | Bpf.IMM;
      next.code = Bpf.MISC | Bpf.TXA;
      changes.moved();
    }
    if (it.code == (Bpf.LD | Bpf.IMM) && !Atoms.has(block.flow().usedLater, Atoms.X)) {
      takeIntoLoad(block.statements, it, at);
    }
  }

  /// A constant that is added to the index, only to load from there: it goes into the load.
  private void takeIntoLoad(List<Statement> all, Statement constant, int at) {
    boolean header = all.get(at).code == (Bpf.LDX | Bpf.MSH | Bpf.B);
    int add = header ? real(all, at + 1) : at;
    int tax = code(all, add) == (Bpf.ALU | Bpf.ADD | Bpf.X) ? real(all, add + 1) : -1;
    int load = code(all, tax) == (Bpf.MISC | Bpf.TAX) ? real(all, tax + 1) : -1;
    int code = code(all, load);
    if (code == Statement.NOTHING || Bpf.classOf(code) != Bpf.LD || (code & 0xe0) != Bpf.IND) {
      return;
    }
    all.get(load).k += constant.k;
    constant.code = Statement.NOTHING;
    all.get(add).code = Statement.NOTHING;
    all.get(tax).code = Statement.NOTHING;
    changes.moved();
  }

  private static int code(List<Statement> all, int at) {
    return at < 0 ? Statement.NOTHING : all.get(at).code;
  }

  /// What is calculated only to be compared with a constant, compared right away.
  private void takeIntoTest(Block block, Statement last) {
    switch (last.code) {
      case Bpf.ALU | Bpf.SUB | Bpf.X -> {
        int x = block.flow().values[Atoms.X];
        if (values.isConstant(x)) {
          block.k += values.constant(x);
        } else if (block.k == 0) {
          block.code = Bpf.JMP | Bpf.JEQ | Bpf.X;
        } else {
          return;
        }
        last.code = Statement.NOTHING;
        changes.moved();
      }
      case Bpf.ALU | Bpf.SUB | Bpf.K -> {
        block.k += last.k;
        last.code = Statement.NOTHING;
        changes.moved();
      }
      case Bpf.ALU | Bpf.AND | Bpf.K -> {
        if (block.k == 0) {
          block.k = last.k;
          block.code = PacketTests.jump(Bpf.JSET);
          last.code = Statement.NOTHING;
          Block yes = block.onTrue;
          block.onTrue = block.onFalse;
          block.onFalse = yes;
          changes.moved();
        }
      }
      default -> {}
    }
  }

  /// A test of a constant is no test.
  private void decide(Block block, int a) {
    int order = Integer.compareUnsigned(a, block.k);
    boolean holds =
        switch (Bpf.operation(block.code)) {
          case Bpf.JEQ -> order == 0;
          case Bpf.JGT -> order > 0;
          case Bpf.JGE -> order >= 0;
          default -> (a & block.k) != 0;
        };
    if (block.onTrue != block.onFalse) {
      changes.moved();
    }
    if (holds) {
      block.onFalse = block.onTrue;
    } else {
      block.onTrue = block.onFalse;
    }
  }

  /// Drops what is written and never read.
  private void dropUnread(Block block) {
    @Nullable Statement[] last = new @Nullable Statement[Atoms.COUNT];
    for (Statement statement : block.statements) {
      forgetRead(last, Atoms.read(statement.code, statement.k));
      int atom = Atoms.written(statement.code, statement.k);
      if (atom >= 0) {
        drop(last[atom]);
        last[atom] = statement;
      }
    }
    forgetRead(last, Atoms.read(block.code, block.k));
    for (int atom = 0; atom < Atoms.COUNT; atom++) {
      if (!Atoms.has(block.flow().usedLater, atom)) {
        drop(last[atom]);
      }
    }
  }

  private static void forgetRead(@Nullable Statement[] last, int read) {
    for (int atom = 0; atom < Atoms.COUNT; atom++) {
      if (Atoms.has(read, atom)) {
        last[atom] = null;
      }
    }
  }

  private void drop(@Nullable Statement unread) {
    if (unread != null) {
      unread.code = Statement.NOTHING;
      changes.moved();
    }
  }
}
