package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Statements that are run in a row, and a jump at their end: a single test. Without places to go
/// to it is the end of a program.
final class Block implements Condition {
  List<Statement> statements;
  int code;
  int k;
  @Nullable Block onTrue;
  @Nullable Block onFalse;

  /// What the optimizer knows of it.
  @Nullable Flow flow;

  Block(List<Statement> statements, int code, int k) {
    this.statements = statements;
    this.code = code;
    this.k = k;
  }

  /// The end of a program, with its answer.
  static Block answer(int value) {
    return new Block(new ArrayList<>(), Bpf.RET | Bpf.K, value);
  }

  boolean isEnd() {
    return onTrue == null;
  }

  Flow flow() {
    return Objects.requireNonNull(flow);
  }

  /// The statements that do something.
  List<Statement> realStatements() {
    List<Statement> real = new ArrayList<>(statements);
    real.removeIf(statement -> statement.code == Statement.NOTHING);
    return real;
  }

  /// Puts statements before its own.
  void prepend(List<Statement> first) {
    List<Statement> all = new ArrayList<>(first);
    all.addAll(statements);
    statements = all;
  }
}
