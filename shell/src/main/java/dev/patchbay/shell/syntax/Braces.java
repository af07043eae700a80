package dev.patchbay.shell.syntax;

import org.jspecify.annotations.Nullable;

/// Reads `${…}` (XCU 2.6.2).
final class Braces {
  private final Source source;
  private final WordReader words;

  Braces(Source source, WordReader words) {
    this.source = source;
    this.words = words;
  }

  /// The source stands at the brace; `quoted` between double quotes.
  Part read(boolean quoted) throws SyntaxException {
    int start = source.at();
    int line = source.line();
    source.skip();
    Part part = parameter(quoted, line);
    if (part != null && source.take('}')) {
      return part;
    }
    source.back(start + 1);
    until(quoted, line, "");
    source.skip();
    return new Part.BadSubstitution("$" + source.since(start));
  }

  /// All but the closing brace; null when it makes no sense.
  private @Nullable Part parameter(boolean quoted, int line) throws SyntaxException {
    int start = source.at();
    if (source.take('#')) {
      Target measured = target(false, line);
      if (measured != null && source.peek() == '}') {
        return plain(measured, Part.Operator.LENGTH);
      }
      source.back(start);
    } else if (source.take('!')) {
      Part names = names(line);
      if (names != null) {
        return names;
      }
      source.back(start + 1);
      boolean last = source.peek() == '#' && source.peekRaw(1) == '}';
      Target indirect = Names.isSpecial(source.peek()) && !last ? null : target(true, line);
      Part part = indirect == null ? null : operation(indirect, quoted, line);
      if (part != null) {
        return part;
      }
      source.back(start);
    }
    Target target = target(false, line);
    return target == null ? null : operation(target, quoted, line);
  }

  /// `prefix*}`, `prefix@}`, `name[@]}` behind `${!`; null when something else is there.
  private @Nullable Part names(int line) throws SyntaxException {
    String name = words.name();
    if (name.isEmpty()) {
      return null;
    }
    int c = source.peek();
    if ((c == '*' || c == '@') && source.peekRaw(1) == '}') {
      source.skip();
      return new Part.NamesWith(name, c == '@');
    }
    Word subscript = c == '[' ? subscript(line) : null;
    Target target = new Target(name, subscript, false);
    return target.isAllElements() && source.peek() == '}' ? new Part.Keys(target) : null;
  }

  private @Nullable Target target(boolean indirect, int line) throws SyntaxException {
    String name = name();
    if (name.isEmpty()) {
      return null;
    }
    boolean array = source.peek() == '[' && Names.isName(name);
    return new Target(name, array ? subscript(line) : null, indirect);
  }

  /// `[…]`; the source stands at the bracket.
  private Word subscript(int line) throws SyntaxException {
    source.skip();
    Word word = words.subscript();
    if (!source.take(']')) {
      throw SyntaxException.unmatched(']', line, source);
    }
    return word;
  }

  private String name() {
    int c = source.peek();
    if (Names.isSpecial(c)) {
      source.skip();
      return String.valueOf((char) c);
    }
    if (!Names.isDigit(c)) {
      return words.name();
    }
    StringBuilder digits = new StringBuilder();
    for (; Names.isDigit(c); c = source.peek()) {
      digits.append((char) c);
      source.skip();
    }
    return digits.toString();
  }

  private @Nullable Part operation(Target name, boolean quoted, int line) throws SyntaxException {
    int c = source.peek();
    if (c == '}') {
      return plain(name, Part.Operator.VALUE);
    }
    if (c == Source.END) {
      throw SyntaxException.unmatched('}', line, source);
    }
    source.skip();
    return switch (c) {
      case ':' -> {
        Part.Operator operator = condition(source.peek());
        if (operator == null) {
          yield substring(name, line);
        }
        source.skip();
        yield conditional(name, operator, true, quoted, line);
      }
      case '-', '=', '?', '+' -> conditional(name, required(condition(c)), false, quoted, line);
      case '#' ->
          pattern(
              name,
              source.take('#')
                  ? Part.Operator.REMOVE_LONGEST_PREFIX
                  : Part.Operator.REMOVE_SHORTEST_PREFIX,
              line);
      case '%' ->
          pattern(
              name,
              source.take('%')
                  ? Part.Operator.REMOVE_LONGEST_SUFFIX
                  : Part.Operator.REMOVE_SHORTEST_SUFFIX,
              line);
      case '^' ->
          pattern(name, source.take('^') ? Part.Operator.UPPER : Part.Operator.UPPER_FIRST, line);
      case ',' ->
          pattern(name, source.take(',') ? Part.Operator.LOWER : Part.Operator.LOWER_FIRST, line);
      case '~' ->
          pattern(name, source.take('~') ? Part.Operator.TOGGLE : Part.Operator.TOGGLE_FIRST, line);
      case '/' -> replacement(name, line);
      case '@' -> transformation(name);
      default -> null;
    };
  }

  private static Part.@Nullable Operator condition(int c) {
    return switch (c) {
      case '-' -> Part.Operator.DEFAULT;
      case '=' -> Part.Operator.ASSIGN;
      case '?' -> Part.Operator.COMPLAIN;
      case '+' -> Part.Operator.ALTERNATIVE;
      default -> null;
    };
  }

  private static Part.Operator required(Part.@Nullable Operator operator) {
    if (operator == null) {
      throw new IllegalStateException("not an operator");
    }
    return operator;
  }

  private static Part plain(Target name, Part.Operator operator) {
    return new Part.Parameter(name, operator, false, Word.EMPTY);
  }

  private Part conditional(
      Target name, Part.Operator operator, boolean colon, boolean quoted, int line)
      throws SyntaxException {
    Word word = until(quoted, line, "");
    return new Part.Parameter(name, operator, colon, quoted ? word : Tildes.inWord(word));
  }

  /// A pattern's quotes count even between double quotes.
  private Part pattern(Target name, Part.Operator operator, int line) throws SyntaxException {
    Word word = Tildes.inWord(until(false, line, ""));
    return new Part.Parameter(name, operator, false, word);
  }

  private @Nullable Part transformation(Target name) {
    int letter = source.peek();
    if (letter == Source.END || "QEPAKakUuL".indexOf(letter) < 0 || source.peekRaw(1) != '}') {
      return null;
    }
    source.skip();
    return new Part.Transformation(name, (char) letter);
  }

  private Part substring(Target name, int line) throws SyntaxException {
    Word offset = until(true, line, ":");
    Word length = source.take(':') ? until(true, line, "") : null;
    return new Part.Substring(name, offset, length);
  }

  private Part replacement(Target name, int line) throws SyntaxException {
    Part.Replacement.Where where =
        source.take('/')
            ? Part.Replacement.Where.ALL
            : source.take('#')
                ? Part.Replacement.Where.AT_START
                : source.take('%') ? Part.Replacement.Where.AT_END : Part.Replacement.Where.FIRST;
    Word pattern = until(false, line, "/");
    Word with = source.take('/') ? until(false, line, "") : Word.EMPTY;
    return new Part.Replacement(name, where, pattern, with);
  }

  /// Up to the closing brace or one of `others`.
  private Word until(boolean quoted, int line, String others) throws SyntaxException {
    Word word =
        quoted
            ? words.quotedUntil(c -> ends(c, others))
            : words.unquotedUntil(c -> ends(c, others));
    if (source.peek() == Source.END) {
      throw SyntaxException.unmatched('}', line, source);
    }
    return word;
  }

  private static boolean ends(int c, String others) {
    return c == '}' || c == Source.END || others.indexOf(c) >= 0;
  }
}
