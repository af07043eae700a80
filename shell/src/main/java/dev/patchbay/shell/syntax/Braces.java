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
      String measured = name();
      if (!measured.isEmpty() && source.peek() == '}') {
        return plain(measured, Part.Operator.LENGTH);
      }
      source.back(start);
    } else if (source.take('!')) {
      String indirect = words.name();
      if (!indirect.isEmpty() && source.peek() == '}') {
        return plain(indirect, Part.Operator.INDIRECT);
      }
      source.back(start);
    }
    String name = name();
    return name.isEmpty() ? null : operation(name, quoted, line);
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

  private @Nullable Part operation(String name, boolean quoted, int line) throws SyntaxException {
    int c = source.peek();
    if (c == '}') {
      return WordReader.value(name);
    }
    if (c == Source.END) {
      throw WordReader.unmatched('}', line);
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
      case '/' -> replacement(name, line);
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

  private static Part plain(String name, Part.Operator operator) {
    return new Part.Parameter(name, operator, false, Word.EMPTY);
  }

  private Part conditional(
      String name, Part.Operator operator, boolean colon, boolean quoted, int line)
      throws SyntaxException {
    Word word = until(quoted, line, "");
    return new Part.Parameter(name, operator, colon, quoted ? word : Tildes.inWord(word));
  }

  /// A pattern's quotes count even between double quotes.
  private Part pattern(String name, Part.Operator operator, int line) throws SyntaxException {
    return new Part.Parameter(name, operator, false, until(false, line, ""));
  }

  private Part substring(String name, int line) throws SyntaxException {
    Word offset = until(true, line, ":");
    Word length = source.take(':') ? until(true, line, "") : null;
    return new Part.Substring(name, offset, length);
  }

  private Part replacement(String name, int line) throws SyntaxException {
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
      throw WordReader.unmatched('}', line);
    }
    return word;
  }

  private static boolean ends(int c, String others) {
    return c == '}' || c == Source.END || others.indexOf(c) >= 0;
  }
}
