package dev.patchbay.shell.syntax;

import org.jspecify.annotations.Nullable;

/// The characters of the text being read. Keeps what belongs to the command at hand, so that it can
/// be gone back over.
final class Source {
  static final int END = -1;

  private final Lines lines;
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int line;
  private boolean ended;

  Source(Lines lines, int firstLine) {
    this.lines = lines;
    this.line = firstLine;
  }

  /// The next character, joining lines that end with a backslash.
  int peek() {
    while (peekRaw(0) == '\\' && peekRaw(1) == '\n') {
      skip();
      skip();
    }
    return peekRaw(0);
  }

  /// The character `ahead` of the next one, just as it stands.
  int peekRaw(int ahead) {
    while (at + ahead >= text.length()) {
      if (!fill()) {
        return END;
      }
    }
    return text.charAt(at + ahead);
  }

  /// Goes past one character.
  void skip() {
    if (text.charAt(at) == '\n') {
      line++;
    }
    at++;
  }

  /// Goes past `c` if it is next.
  boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    skip();
    return true;
  }

  /// Goes past the letters, digits and other characters that mean nothing but themselves, and
  /// returns them.
  String takeOrdinary() {
    if (peekRaw(0) == END) {
      return "";
    }
    int start = at;
    while (at < text.length() && isOrdinary(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isOrdinary(char c) {
    return Names.continuesName(c) || (c >= '+' && c <= '/') || c == ':' || c == '=';
  }

  /// The rest of the line without its newline, or null at the end.
  @Nullable String takeLine() {
    if (peekRaw(0) == END) {
      return null;
    }
    int newline = text.indexOf("\n", at);
    int end = newline < 0 ? text.length() : newline;
    String rest = text.substring(at, end);
    at = end;
    if (newline >= 0) {
      skip();
    }
    return rest;
  }

  private boolean fill() {
    String next = ended ? null : lines.next();
    if (next == null) {
      ended = true;
      return false;
    }
    text.append(next);
    return true;
  }

  /// The number of the line of the next character.
  int line() {
    return line;
  }

  /// The number that bash gives to the end of the text: one more than the lines there are.
  int endLine() {
    return at > 0 && text.charAt(at - 1) != '\n' ? line + 1 : line;
  }

  /// Where the next character stands, for [#since], [#lineAround] and [#back].
  int at() {
    return at;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  /// The whole line that the character at `position` stands on.
  String lineAround(int position) {
    int start = text.lastIndexOf("\n", position - 1) + 1;
    int end = text.indexOf("\n", position);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /// Returns to `position`.
  void back(int position) {
    for (int i = position; i < at; i++) {
      if (text.charAt(i) == '\n') {
        line--;
      }
    }
    at = position;
  }

  /// What has been read is not needed any more.
  void forget() {
    text.delete(0, at);
    at = 0;
  }
}
