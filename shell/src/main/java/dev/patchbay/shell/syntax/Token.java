package dev.patchbay.shell.syntax;

import org.jspecify.annotations.Nullable;

/// What the grammar sees: a word, an operator, what names a descriptor before a redirection, the
/// end of a line or of everything. `start` is where it stands in the [Source].
record Token(Kind kind, String text, @Nullable Word word, int line, int start) {
  enum Kind {
    WORD,
    DESCRIPTOR,
    OPERATOR,
    NEWLINE,
    END
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /// The word's characters if they can be a reserved word, else the empty text.
  String reserved() {
    String unquoted = word == null ? null : word.unquoted();
    return unquoted == null ? "" : unquoted;
  }
}
