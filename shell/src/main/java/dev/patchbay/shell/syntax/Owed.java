package dev.patchbay.shell.syntax;

import org.jspecify.annotations.Nullable;

/// What could have stood where something else stands.
///
/// @param sentence the word, and what it is owed to: `` `fi' for the `if' on line 3 ``
/// @param token the word alone, or null when there is more than one
record Owed(String sentence, @Nullable String token) {
  /// A word or an operator that ends what `open` has begun.
  static Owed to(Token open, String token) {
    return new Owed("`" + token + "' for the `" + open.text() + "' on line " + open.line(), token);
  }
}
