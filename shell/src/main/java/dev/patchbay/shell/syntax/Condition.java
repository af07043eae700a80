package dev.patchbay.shell.syntax;

/// What stands between `[[` and `]]`: words are neither split nor file names in it.
public sealed interface Condition {

  /// `word` alone: not empty.
  record NotEmpty(Word word) implements Condition {}

  /// `-f word` and its like.
  record Unary(String operator, Word operand) implements Condition {}

  /// `a == b`, `a -lt b`, `a =~ b` and their like.
  record Binary(Word left, String operator, Word right) implements Condition {}

  record Not(Condition condition) implements Condition {}

  record And(Condition left, Condition right) implements Condition {}

  record Or(Condition left, Condition right) implements Condition {}
}
