package dev.patchbay.shell.syntax;

import dev.patchbay.shell.text.Wording;
import org.jspecify.annotations.Nullable;

/// Text that is no command. The message is bash's, without the file and the line.
public final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final @Nullable String text;
  private final @Nullable String expected;
  private String dash = "Syntax error: Unterminated quoted string";

  SyntaxException(int line, String message, @Nullable String text, @Nullable String expected) {
    super(message, null, false, false);
    this.line = line;
    this.text = text;
    this.expected = expected;
  }

  /// The token cannot stand here.
  ///
  /// @param expected what could, or null when too much could
  static SyntaxException unexpected(Lexer lexer, Token token, @Nullable String expected) {
    if (token.kind() == Token.Kind.END) {
      return new SyntaxException(
              token.line(), "syntax error: unexpected end of file", null, expected)
          .asDash(null);
    }
    String message = "syntax error near unexpected token `" + token.text() + "'";
    String line = lexer.source().lineAround(token.start());
    return new SyntaxException(token.line(), message, line, expected).asDash(token.text());
  }

  private SyntaxException asDash(@Nullable String token) {
    dash = Wording.unexpected(token);
    return this;
  }

  /// The message that dash has for it.
  public String inWordsOfDash() {
    return dash;
  }

  /// The line it was found on, counted from 1.
  public int line() {
    return line;
  }

  /// That line as it stands, which bash repeats in a second message; null where it does not.
  public @Nullable String text() {
    return text;
  }

  /// What could have stood there and since which line it is owed (`'fi' for the 'if' on line 3`),
  /// or null when too much could.
  public @Nullable String expected() {
    return expected;
  }
}
