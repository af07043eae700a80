package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import java.util.Map;
import java.util.Objects;

/// The signs that values are calculated and compared with.
final class Calculations {
  /// How tightly a sign before a value binds.
  static final int NEGATION = 6;

  /// `%` and `^` have no rank: next to them whatever comes later binds first.
  private static final int UNRANKED = -1;

  private static final Map<String, Integer> OPERATIONS =
      Map.of(
          "+", Bpf.ADD, "-", Bpf.SUB, "*", Bpf.MUL, "/", Bpf.DIV, "%", Bpf.MOD, "&", Bpf.AND, "|",
          Bpf.OR, "^", Bpf.XOR, "<<", Bpf.LSH, ">>", Bpf.RSH);

  private static final Map<String, Integer> RANKS =
      Map.of("|", 1, "&", 2, "<<", 3, ">>", 3, "+", 4, "-", 4, "*", 5, "/", 5);

  private static final Map<String, Integer> JUMPS =
      Map.of(">", Bpf.JGT, ">=", Bpf.JGE, "=", Bpf.JEQ, "<=", Bpf.JGT, "<", Bpf.JGE, "!=", Bpf.JEQ);

  private Calculations() {}

  static boolean isOperator(Token token) {
    return token.kind() == Token.Kind.WORD && OPERATIONS.containsKey(token.text());
  }

  static boolean beginsValue(Token token) {
    return token.is("len") || token.is("-");
  }

  static boolean isRelation(Token token) {
    return token.kind() == Token.Kind.WORD && JUMPS.containsKey(token.text());
  }

  static int operation(Token operator) {
    return Objects.requireNonNull(OPERATIONS.get(operator.text()));
  }

  static int rank(Token operator) {
    return RANKS.getOrDefault(operator.text(), UNRANKED);
  }

  /// Whether a calculation goes on behind an operator of a rank.
  static boolean goesOn(int rank, Token token) {
    return isOperator(token) && (rank == UNRANKED || rank(token) == UNRANKED || rank(token) > rank);
  }

  /// The jump that decides a relation.
  static int jump(Token relation) {
    return Objects.requireNonNull(JUMPS.get(relation.text()));
  }

  /// Whether the relation is that the jump is not taken.
  static boolean isReversed(Token relation) {
    return relation.is("<=") || relation.is("<") || relation.is("!=");
  }
}
