package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The characters of the text being read. Keeps what belongs to the command at hand, so that it can
/// be gone back over.
final class Source {
  static final int END = -1;

  /// An alias whose text ends at `end`.
  private record Alias(String name, int end) {}

  private final Lines lines;
  private final List<Alias> aliases = new ArrayList<>(0);

  /// Where aliases' texts end that end with a blank.
  private final List<Integer> blankEnds = new ArrayList<>(0);

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

  /// Goes past what is left of the line at hand.
  void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
    if (at < text.length()) {
      skip();
    }
    forget();
  }

  /// Puts the text of the alias `name` in the place of what has been read since `start`, and goes
  /// back there.
  void replace(int start, String name, String instead) {
    int end = at;
    back(start);
    text.replace(start, end, instead);
    int moved = instead.length() - (end - start);
    aliases.replaceAll(alias -> new Alias(alias.name, alias.end + moved));
    aliases.add(new Alias(name, start + instead.length()));
    blankEnds.replaceAll(blank -> blank > start ? blank + moved : blank);
    if (instead.endsWith(" ") || instead.endsWith("\t")) {
      blankEnds.add(start + instead.length());
    }
  }

  /// Whether the text at `position` comes from the alias of this name: it is not put in again.
  boolean isFrom(String name, int position) {
    aliases.removeIf(alias -> alias.end <= position && alias.end <= at);
    return aliases.stream().anyMatch(alias -> alias.name.equals(name) && position < alias.end);
  }

  /// Whether the alias's text that was read last ended with a blank just before `position`: then
  /// the word there may be an alias too.
  boolean followsBlankOfAlias(int position) {
    for (int blank : blankEnds) {
      if (blank <= position && text.substring(blank, position).isBlank()) {
        return true;
      }
    }
    return false;
  }

  /// What has been read is not needed any more.
  void forget() {
    text.delete(0, at);
    int gone = at;
    aliases.replaceAll(alias -> new Alias(alias.name, alias.end - gone));
    blankEnds.removeIf(blank -> blank < gone);
    blankEnds.replaceAll(blank -> blank - gone);
    at = 0;
  }
}
