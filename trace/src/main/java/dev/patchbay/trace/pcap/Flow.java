package dev.patchbay.trace.pcap;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/// What the optimizer knows of a block: where it stands among the others, and what is kept where at
/// its end.
final class Flow {
  /// One of the two ways out of a block.
  static final class Edge {
    final int number;
    final Block from;
    final boolean taken;

    /// The edges that every way to this one goes through.
    BitSet before = new BitSet();

    /// The jump's code; with another sign, that it is not taken.
    int code;

    Edge(int number, Block from, boolean taken) {
      this.number = number;
      this.from = from;
      this.taken = taken;
    }

    Block to() {
      return Objects.requireNonNull(taken ? from.onTrue : from.onFalse);
    }

    void to(Block block) {
      if (taken) {
        from.onTrue = block;
      } else {
        from.onFalse = block;
      }
    }
  }

  final int number;
  final Edge onTrue;
  final Edge onFalse;

  /// The longest way to an end.
  int level;

  /// The blocks that every way to this one goes through.
  BitSet before = new BitSet();

  /// The edges that lead here, in the order in which they are asked.
  final List<Edge> in = new ArrayList<>();

  /// The atoms that it reads before it writes them, or something behind it does; those that
  /// something behind it reads; those that it writes first.
  int used;

  int usedLater;
  int killed;

  /// The numbers of the values that the atoms have at its end, and of what it compares with.
  int[] values = new int[Atoms.COUNT];

  int compared;

  Flow(int number, int count, Block block) {
    this.number = number;
    onTrue = new Edge(number, block, true);
    onFalse = new Edge(count + number, block, false);
  }
}
