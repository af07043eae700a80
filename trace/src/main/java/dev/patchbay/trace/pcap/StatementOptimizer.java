package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.packet.bpf.BpfProgram;

/// Follows the values through the statements of a block, and makes them simpler where a value is
/// known: loads of constants, calculations with them, what is there already.
final class StatementOptimizer {
  private final Values values;
  private final Changes changes;

  StatementOptimizer(Values values, Changes changes) {
    this.values = values;
    this.changes = changes;
  }

  /// Follows one statement.
  ///
  /// @param kept the numbers of the values that the atoms have
  /// @param alter whether the statement may be changed
  void follow(Statement it, int[] kept, boolean alter) {
    if (it.code == Statement.NOTHING) {
      return;
    }
    switch (Bpf.classOf(it.code)) {
      case Bpf.LD -> followLoad(it, kept, alter);
      case Bpf.LDX -> followIndexLoad(it, kept, alter);
      case Bpf.ST -> keep(it, kept, it.k, kept[Atoms.A], alter);
      case Bpf.STX -> keep(it, kept, it.k, kept[Atoms.X], alter);
      case Bpf.ALU -> followCalculation(it, kept, alter);
      case Bpf.MISC -> {
        if (it.code == (Bpf.MISC | Bpf.TXA)) {
          keep(it, kept, Atoms.A, kept[Atoms.X], alter);
        } else {
          keep(it, kept, Atoms.X, kept[Atoms.A], alter);
        }
      }
      default -> {}
    }
  }

  /// Puts a value into an atom; if it has it already the statement is not needed.
  private static void keep(Statement it, int[] kept, int atom, int value, boolean alter) {
    if (alter && value != Values.UNKNOWN && kept[atom] == value) {
      it.code = Statement.NOTHING;
    } else {
      kept[atom] = value;
    }
  }

  private void followLoad(Statement it, int[] kept, boolean alter) {
    int value =
        switch (it.code & 0xe0) {
          case Bpf.IMM -> values.ofConstant(it.k);
          case Bpf.LEN -> values.of(it.code, 0, 0);
          case Bpf.MEM -> memory(it, kept, alter, Bpf.LD);
          case Bpf.IND -> indirect(it, kept, alter);
          default -> values.of(it.code, it.k, 0);
        };
    keep(it, kept, Atoms.A, value, alter);
  }

  private int indirect(Statement it, int[] kept, boolean alter) {
    int index = kept[Atoms.X];
    if (!alter || !values.isConstant(index)) {
      return values.of(it.code, it.k, index);
    }
    it.code = Bpf.LD | Bpf.ABS | (it.code & (Bpf.H | Bpf.B));
    it.k += values.constant(index);
    changes.moved();
    return values.of(it.code, it.k, 0);
  }

  private int memory(Statement it, int[] kept, boolean alter, int load) {
    int value = kept[it.k];
    if (alter && values.isConstant(value)) {
      it.code = load | Bpf.IMM;
      it.k = values.constant(value);
      changes.moved();
    }
    return value;
  }

  private void followIndexLoad(Statement it, int[] kept, boolean alter) {
    int value =
        switch (it.code & 0xe0) {
          case Bpf.IMM -> values.ofConstant(it.k);
          case Bpf.MEM -> memory(it, kept, alter, Bpf.LDX);
          default -> values.of(it.code, it.k, 0);
        };
    keep(it, kept, Atoms.X, value, alter);
  }

  private void followCalculation(Statement it, int[] kept, boolean alter) {
    if (Bpf.operation(it.code) == Bpf.NEG) {
      followNegation(it, kept, alter);
    } else if ((it.code & Bpf.X) == 0) {
      followWithConstant(it, kept, alter);
    } else {
      followWithIndex(it, kept, alter);
    }
  }

  private void followNegation(Statement it, int[] kept, boolean alter) {
    int before = kept[Atoms.A];
    if (alter && values.isConstant(before)) {
      it.code = Bpf.LD | Bpf.IMM;
      it.k = -values.constant(before);
      kept[Atoms.A] = values.ofConstant(it.k);
    } else {
      kept[Atoms.A] = values.of(it.code, before, 0);
    }
  }

  private void followWithConstant(Statement it, int[] kept, boolean alter) {
    int operation = Bpf.operation(it.code);
    if (alter && it.k == 0 && isSettledByZero(it, kept, operation)) {
      return;
    }
    if (alter && values.isConstant(kept[Atoms.A])) {
      fold(it, kept, operation, it.k);
    } else {
      kept[Atoms.A] = values.of(it.code, kept[Atoms.A], values.ofConstant(it.k));
    }
  }

  private boolean isSettledByZero(Statement it, int[] kept, int operation) {
    return switch (operation) {
      case Bpf.ADD, Bpf.LSH, Bpf.RSH, Bpf.OR, Bpf.XOR -> {
        it.code = Statement.NOTHING;
        yield true;
      }
      case Bpf.MUL, Bpf.AND -> {
        it.code = Bpf.LD | Bpf.IMM;
        kept[Atoms.A] = values.ofConstant(0);
        yield true;
      }
      case Bpf.DIV, Bpf.MOD -> throw byZero(operation);
      default -> false;
    };
  }

  private static FilterRefusal byZero(int operation) {
    return new FilterRefusal(operation == Bpf.DIV ? "division by zero" : "modulus by zero");
  }

  /// Does the calculation now.
  private void fold(Statement it, int[] kept, int operation, int other) {
    if (other == 0 && (operation == Bpf.DIV || operation == Bpf.MOD)) {
      throw byZero(operation);
    }
    it.k = BpfProgram.calculated(operation, values.constant(kept[Atoms.A]), other);
    it.code = Bpf.LD | Bpf.IMM;
    changes.moved();
    kept[Atoms.A] = values.ofConstant(it.k);
  }

  private void followWithIndex(Statement it, int[] kept, boolean alter) {
    int operation = Bpf.operation(it.code);
    int a = kept[Atoms.A];
    int x = kept[Atoms.X];
    if (alter && values.isConstant(x)) {
      if (values.isConstant(a)) {
        fold(it, kept, operation, values.constant(x));
      } else {
        takeConstant(it, kept, operation, values.constant(x));
      }
    } else if (alter && values.isConstant(a) && values.constant(a) == 0) {
      followZero(it, kept, operation);
    } else {
      kept[Atoms.A] = values.of(it.code, a, x);
    }
  }

  private void takeConstant(Statement it, int[] kept, int operation, int constant) {
    boolean shift = operation == Bpf.LSH || operation == Bpf.RSH;
    if (shift && Integer.compareUnsigned(constant, 31) > 0) {
      throw new FilterRefusal("shift by more than 31 bits");
    }
    it.code = Bpf.ALU | Bpf.K | operation;
    it.k = constant;
    changes.moved();
    kept[Atoms.A] = values.of(it.code, kept[Atoms.A], values.ofConstant(constant));
  }

  /// Zero, calculated with something.
  private void followZero(Statement it, int[] kept, int operation) {
    switch (operation) {
      case Bpf.ADD, Bpf.OR, Bpf.XOR -> {
        it.code = Bpf.MISC | Bpf.TXA;
        keep(it, kept, Atoms.A, kept[Atoms.X], true);
      }
      case Bpf.MUL, Bpf.DIV, Bpf.MOD, Bpf.AND, Bpf.LSH, Bpf.RSH -> {
        it.code = Bpf.LD | Bpf.IMM;
        it.k = 0;
        keep(it, kept, Atoms.A, values.ofConstant(0), true);
      }
      default -> kept[Atoms.A] = values.of(it.code, kept[Atoms.A], kept[Atoms.X]);
    }
  }
}
