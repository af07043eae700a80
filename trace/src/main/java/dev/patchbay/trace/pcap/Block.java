package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements that are run in a row, and a jump at their end: a single test. Without places to go
/// to it is the end of a program.
final class Block implements Condition {
  List<Statement> statements;
  int code;
  int k;
  @Nullable Block onTrue;
  @Nullable Block onFalse;

  Block(List<Statement> statements, int code, int k) {
    this.statements = statements;
    this.code = code;
    this.k = k;
  }

  /// The end of a program, with its answer.
  static Block answer(int value) {
    return new Block(new ArrayList<>(), Bpf.RET | Bpf.K, value);
  }

  /// Puts statements before its own.
  void prepend(List<Statement> first) {
    List<Statement> all = new ArrayList<>(first);
    all.addAll(statements);
    statements = all;
  }
}
