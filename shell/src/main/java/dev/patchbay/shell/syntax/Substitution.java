package dev.patchbay.shell.syntax;

/// Reads the commands between `$(` and `)`, for a word that has them inside.
@FunctionalInterface
interface Substitution {
  /// The source stands after `$(`, and afterwards behind `)`.
  Node read() throws SyntaxException;
}
