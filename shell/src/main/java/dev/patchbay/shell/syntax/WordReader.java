package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Reads a word: its quotes (XCU 2.2) and where its expansions begin and end (XCU 2.6).
final class WordReader {
  /// What a backslash quotes between double quotes, and in a here-document.
  private static final String IN_QUOTES = "$`\"\\";

  private static final String IN_HERE_DOCUMENT = "$`\\";

  private final Source source;
  private final Substitution substitution;
  private final Reading reading;
  private final Braces braces;
  private boolean inCondition;

  WordReader(Source source, Substitution substitution, Reading reading) {
    this.source = source;
    this.substitution = substitution;
    this.reading = reading;
    this.braces = new Braces(source, this);
  }

  static boolean endsWord(int c) {
    return c == Source.END || c == ' ' || c == '\t' || c == '\n' || "|&;<>()".indexOf(c) >= 0;
  }

  /// A word of a command.
  Word word() throws SyntaxException {
    int begin = source.at();
    String start = source.takeOrdinary();
    int next = source.peek();
    if (next == '(' && start.endsWith("+") && readsGroups()) {
      source.back(source.at() - 1);
      start = start.substring(0, start.length() - 1);
    } else if (endsWord(next) && !startsProcess(next) && !start.isEmpty()) {
      return Word.constant(start);
    }
    Parts parts = new Parts();
    if (next == '[' && Names.isName(start)) {
      source.back(begin);
      parts = element();
    } else {
      parts.literal(start);
    }
    for (int c = source.peek(); !endsWord(c) || startsProcess(c); c = source.peek()) {
      if (startsProcess(c)) {
        source.skip();
        source.skip();
        parts.add(new Part.ProcessSubstitution(c == '<', substitution.read()));
      } else if (startsGroup(c)) {
        group(parts);
      } else {
        piece(parts, c);
      }
    }
    return Tildes.inWord(parts.word()).as(source.since(begin).replace("\\\n", ""));
  }

  /// Whether `<(` or `>(` is next.
  boolean startsProcess(int c) {
    return (c == '<' || c == '>') && source.peekRaw(1) == '(' && !inCondition;
  }

  /// What stands between `[[` and `]]` is read from here on, or no more: extended patterns are
  /// always read there.
  void inCondition(boolean value) {
    inCondition = value;
  }

  boolean inCondition() {
    return inCondition;
  }

  private boolean startsGroup(int c) {
    return readsGroups() && "?*+@!".indexOf(c) >= 0 && source.peekRaw(1) == '(';
  }

  private boolean readsGroups() {
    return reading.extendedPatterns() || inCondition;
  }

  /// `@(a|b)`: blanks and bars belong to it.
  private void group(Parts parts) throws SyntaxException {
    int line = source.line();
    parts.literal((char) source.peek());
    source.skip();
    int depth = 0;
    do {
      int c = source.peek();
      if (c == Source.END) {
        throw SyntaxException.unmatched(')', line, source);
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      piece(parts, c);
    } while (depth > 0);
  }

  /// `name[subscript]` before `=` or `+=`, in which blanks count for nothing; nothing when
  /// something else stands here.
  private Parts element() throws SyntaxException {
    int start = source.at();
    Parts parts = new Parts();
    name().chars().forEach(c -> parts.literal((char) c));
    if (source.peek() == '[') {
      piece(parts, '[');
      subscript(parts, true);
      if (source.peek() == ']') {
        piece(parts, ']');
        boolean assigns =
            source.peek() == '=' || (source.peek() == '+' && source.peekRaw(1) == '=');
        if (assigns) {
          return parts;
        }
      }
    }
    source.back(start);
    return new Parts();
  }

  /// What stands up to the closing bracket.
  Word subscript() throws SyntaxException {
    Parts parts = new Parts();
    subscript(parts, false);
    return parts.word();
  }

  private void subscript(Parts parts, boolean onOneLine) throws SyntaxException {
    int depth = 0;
    for (int c = source.peek(); c != Source.END && (depth > 0 || c != ']'); c = source.peek()) {
      if (onOneLine && c == '\n') {
        return;
      }
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      piece(parts, c);
    }
  }

  /// The words behind `name=(`, up to and with the closing parenthesis.
  Part.Compound compound() throws SyntaxException {
    int line = source.line();
    List<Part.Compound.Element> elements = new ArrayList<>();
    while (true) {
      int c = source.peek();
      if (c == Source.END) {
        throw SyntaxException.unmatched(')', line, source);
      }
      if (c == ' ' || c == '\t' || c == '\n') {
        source.skip();
      } else if (c == '#') {
        skipComment();
      } else if (source.take(')')) {
        return new Part.Compound(List.copyOf(elements));
      } else if (endsWord(c) && !startsProcess(c)) {
        source.skip();
        String text = source.lineAround(source.at() - 1);
        String message = "syntax error near unexpected token `" + (char) c + "'";
        throw new SyntaxException(source.line(), message, text, null);
      } else {
        element(elements);
      }
    }
  }

  private void skipComment() {
    while (source.peekRaw(0) != '\n' && source.peekRaw(0) != Source.END) {
      source.skip();
    }
  }

  private void element(List<Part.Compound.Element> into) throws SyntaxException {
    int start = source.at();
    if (source.take('[')) {
      Word subscript = subscript();
      boolean closed = source.take(']');
      boolean append = closed && source.peek() == '+' && source.peekRaw(1) == '=';
      if (append) {
        source.skip();
      }
      if (closed && source.take('=')) {
        Word value = Tildes.inAssignment(word());
        into.add(new Part.Compound.Element(subscript, append, value));
        return;
      }
      source.back(start);
    }
    List<Word> words = new ArrayList<>();
    BraceExpansion.expand(word(), words);
    words.forEach(word -> into.add(new Part.Compound.Element(null, false, word)));
  }

  /// The right side of `=~`: parentheses and bars belong to it, blanks between parentheses too.
  Word expression() throws SyntaxException {
    Parts parts = new Parts();
    int depth = 0;
    for (int c = source.peek(); c != Source.END && c != '\n'; c = source.peek()) {
      if (depth == 0 && (c == ' ' || c == '\t')) {
        break;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '$' && endsLine(source.peekRaw(1))) {
        source.skip();
        parts.literal('$');
      } else {
        piece(parts, c);
      }
    }
    if (depth > 0) {
      throw SyntaxException.unmatched(')', source.line(), source);
    }
    return parts.word();
  }

  /// Whether `$` before this character means the end of a line, in a regular expression.
  private static boolean endsLine(int next) {
    return endsWord(next) || next == '|';
  }

  /// The lines of a here-document that is not taken literally; the source holds just them.
  Word hereDocument() throws SyntaxException {
    Parts parts = new Parts();
    for (int c = source.peek(); c != Source.END; c = source.peek()) {
      quotedPiece(parts, c, IN_HERE_DOCUMENT);
    }
    return parts.word();
  }

  /// What stands between `((` and `))`, or null when it does not end with `))`: then it is no
  /// arithmetic but a subshell.
  @Nullable Word arithmetic() throws SyntaxException {
    Parts parts = new Parts();
    int depth = 0;
    for (int c = source.peek(); c != Source.END; c = source.peek()) {
      if (c == ')' && depth == 0) {
        source.skip();
        return source.take(')') ? parts.word() : null;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '"') {
        source.skip();
      } else {
        quotedPiece(parts, c, IN_QUOTES);
      }
    }
    return null;
  }

  /// Text without quotes around it, up to a character that ends it.
  Word unquotedUntil(IntPredicate end) throws SyntaxException {
    return untilEnd(new Parts(), end);
  }

  private Word untilEnd(Parts parts, IntPredicate end) throws SyntaxException {
    for (int c = source.peek(); !end.test(c); c = source.peek()) {
      piece(parts, c);
    }
    return parts.word();
  }

  /// Text between double quotes, up to a character that ends it; quotes inside pair up.
  Word quotedUntil(IntPredicate end) throws SyntaxException {
    Parts parts = new Parts();
    for (int c = source.peek(); !end.test(c); c = source.peek()) {
      if (c == '"') {
        parts.add(doubleQuoted());
      } else {
        quotedPiece(parts, c, "$`\"\\}");
      }
    }
    return parts.word();
  }

  private void piece(Parts parts, int c) throws SyntaxException {
    switch (c) {
      case '\'' -> singleQuoted(parts);
      case '"' -> parts.add(doubleQuoted());
      case '\\' -> escaped(parts);
      case '$' -> dollar(parts, false);
      case '`' -> parts.add(backquoted(false));
      default -> {
        source.skip();
        parts.literal((char) c);
      }
    }
  }

  private void quotedPiece(Parts parts, int c, String escapable) throws SyntaxException {
    switch (c) {
      case '$' -> dollar(parts, true);
      case '`' -> parts.add(backquoted(true));
      case '\\' -> {
        source.skip();
        int next = source.peekRaw(0);
        if (next != Source.END && escapable.indexOf(next) >= 0) {
          source.skip();
          parts.quoted((char) next);
        } else {
          parts.quoted('\\');
        }
      }
      default -> {
        source.skip();
        parts.quoted((char) c);
      }
    }
  }

  private void escaped(Parts parts) {
    source.skip();
    int next = source.peekRaw(0);
    if (next == Source.END) {
      parts.quoted('\\');
    } else {
      source.skip();
      parts.quoted((char) next);
    }
  }

  private void singleQuoted(Parts parts) throws SyntaxException {
    int line = source.line();
    source.skip();
    StringBuilder text = new StringBuilder();
    for (int c = rawOrFail('\'', line); c != '\''; c = rawOrFail('\'', line)) {
      text.append((char) c);
      source.skip();
    }
    source.skip();
    parts.quoted(text.toString());
  }

  private void cQuoted(Parts parts) throws SyntaxException {
    int line = source.line();
    source.skip();
    StringBuilder text = new StringBuilder();
    CQuotes escapes = new CQuotes(source);
    while (rawOrFail('\'', line) != '\'') {
      escapes.read(text);
    }
    source.skip();
    parts.quoted(text.toString());
  }

  private Part doubleQuoted() throws SyntaxException {
    int line = source.line();
    source.skip();
    Parts parts = new Parts();
    for (int c = source.peek(); c != '"'; c = source.peek()) {
      if (c == Source.END) {
        throw SyntaxException.unmatched('"', line, source);
      }
      quotedPiece(parts, c, IN_QUOTES);
    }
    source.skip();
    return new Part.DoubleQuoted(parts.list());
  }

  private void dollar(Parts parts, boolean quoted) throws SyntaxException {
    source.skip();
    int c = source.peek();
    if (c == '(') {
      source.skip();
      parts.add(parenthesised());
    } else if (c == '{') {
      parts.add(braces.read(quoted));
    } else if (Names.startsName(c)) {
      parts.add(value(name()));
    } else if (Names.isDigit(c) || Names.isSpecial(c)) {
      source.skip();
      parts.add(value(String.valueOf((char) c)));
    } else if (c == '\'' && !quoted) {
      cQuoted(parts);
    } else if (c == '"' && !quoted) {
      parts.add(doubleQuoted());
    } else {
      parts.quoted('$');
    }
  }

  static Part value(String name) {
    return new Part.Parameter(Target.named(name), Part.Operator.VALUE, false, Word.EMPTY);
  }

  /// A variable's name, or nothing.
  String name() {
    StringBuilder name = new StringBuilder();
    for (int c = source.peek();
        name.isEmpty() ? Names.startsName(c) : Names.continuesName(c);
        c = source.peek()) {
      name.append((char) c);
      source.skip();
    }
    return name.toString();
  }

  private Part parenthesised() throws SyntaxException {
    int start = source.at();
    if (source.take('(')) {
      Word expression = arithmetic();
      if (expression != null) {
        return new Part.Arithmetic(expression);
      }
      source.back(start);
    }
    return new Part.CommandSubstitution(substitution.read());
  }

  /// XCU 2.6.3: inside backquotes a backslash quotes `$`, a backquote and itself, and between
  /// double quotes those too.
  private Part backquoted(boolean quoted) throws SyntaxException {
    int line = source.line();
    source.skip();
    StringBuilder text = new StringBuilder();
    for (int c = rawOrFail('`', line); c != '`'; c = rawOrFail('`', line)) {
      source.skip();
      if (c == '\\') {
        int next = rawOrFail('`', line);
        source.skip();
        if (!(next == '`' || next == '\\' || next == '$' || (quoted && next == '"'))) {
          text.append('\\');
        }
        text.append((char) next);
      } else {
        text.append((char) c);
      }
    }
    source.skip();
    return new Part.CommandSubstitution(new Parser(Lines.of(text.toString()), line, reading).all());
  }

  private int rawOrFail(char closing, int line) throws SyntaxException {
    int c = source.peekRaw(0);
    if (c == Source.END) {
      throw SyntaxException.unmatched(closing, line, source);
    }
    return c;
  }
}
