package dev.patchbay.shell.syntax;

import dev.patchbay.shell.text.Wording;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Text that is no command. The message is bash's, without the file and the line.
public final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  private static final Set<String> RESERVED =
      Set.of(
          "!", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then",
          "until", "while", "{", "}");

  private final int line;
  private final @Nullable String text;
  private final @Nullable String expected;
  private String dash = "Syntax error: Unterminated quoted string";
  private int dashLine;

  SyntaxException(int line, String message, @Nullable String text, @Nullable String expected) {
    super(message, null, false, false);
    this.line = line;
    this.dashLine = line;
    this.text = text;
    this.expected = expected;
  }

  /// The token cannot stand here.
  ///
  /// @param expected what could, or null when too much could
  static SyntaxException unexpected(Lexer lexer, Token token, @Nullable Owed expected) {
    String owed = expected == null ? null : expected.sentence();
    boolean atEnd = token.kind() == Token.Kind.END;
    SyntaxException exception =
        atEnd
            ? new SyntaxException(token.line(), "syntax error: unexpected end of file", null, owed)
            : new SyntaxException(
                token.line(),
                "syntax error near unexpected token `" + token.text() + "'",
                lexer.source().lineAround(token.start()),
                owed);
    return exception.asDash(
        Wording.unexpected(
            atEnd ? null : token.text(),
            token.kind() == Token.Kind.WORD && !RESERVED.contains(token.reserved()),
            expected == null ? null : expected.token()),
        lexer.source());
  }

  /// Text ended where `closing` was still to come.
  static SyntaxException unmatched(char closing, int line, Source source) {
    String message = "unexpected EOF while looking for matching `" + closing + "'";
    return new SyntaxException(line, message, null, null)
        .asDash(Wording.unmatched(closing), source);
  }

  /// What dash says, on the line that it has read as far as.
  private SyntaxException asDash(String message, Source source) {
    dash = message;
    dashLine = source.line();
    return this;
  }

  /// The message that dash has for it.
  public String inWordsOfDash() {
    return dash;
  }

  /// The line on which dash finds it.
  public int lineOfDash() {
    return dashLine;
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
