package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cuts the text into tokens (XCU 2.3), one ahead of the parser, and reads here-documents where a
/// line ends.
final class Lexer {
  /// What no alias stands for where it is known as such (XCU 2.3.1).
  private static final Set<String> RESERVED =
      Set.of(
          "!",
          "{",
          "}",
          "case",
          "do",
          "done",
          "elif",
          "else",
          "esac",
          "fi",
          "for",
          "if",
          "in",
          "then",
          "until",
          "while",
          "function",
          "select",
          "time",
          "coproc",
          "[[",
          "]]");

  private final Source source;
  private final WordReader words;
  private final List<HereDocument> awaited = new ArrayList<>();
  private final List<String> warnings;
  private final Reading reading;
  private @Nullable Token next;

  Lexer(Source source, Substitution substitution, Reading reading, List<String> warnings) {
    this.source = source;
    this.words = new WordReader(source, substitution, reading);
    this.reading = reading;
    this.warnings = warnings;
  }

  Source source() {
    return source;
  }

  WordReader words() {
    return words;
  }

  Token peek() throws SyntaxException {
    Token token = next;
    if (token == null) {
      token = read();
      next = token;
      if (source.followsBlankOfAlias(token.start())) {
        expandAliases();
        token = next == null ? peek() : next;
      }
    }
    return token;
  }

  Token take() throws SyntaxException {
    Token token = peek();
    next = null;
    return token;
  }

  /// Puts the text of an alias in the place of the token that is next, if its word has one, until
  /// it has none.
  void expandAliases() throws SyntaxException {
    while (true) {
      Token token = peek();
      String name = token.reserved();
      String text = name.isEmpty() || token.kind() != Token.Kind.WORD ? null : reading.alias(name);
      if (text == null || RESERVED.contains(name) || source.isFrom(name, token.start())) {
        return;
      }
      source.replace(token.start(), name, text);
      next = null;
    }
  }

  /// Goes on with the next line, after an error.
  void skipLine() {
    next = null;
    awaited.clear();
    source.skipLine();
  }

  /// The lines of this document follow the present line.
  void await(HereDocument document) {
    awaited.add(document);
  }

  /// The documents whose lines have not come yet: a command substitution has its own.
  List<HereDocument> takeAwaited() {
    List<HereDocument> taken = List.copyOf(awaited);
    awaited.clear();
    return taken;
  }

  private Token read() throws SyntaxException {
    skipBlanks();
    int start = source.at();
    int line = source.line();
    int c = source.peek();
    if (c == Source.END) {
      readHereDocuments();
      return new Token(Token.Kind.END, "", null, source.endLine(), start);
    }
    if (c == '\n') {
      source.skip();
      readHereDocuments();
      return new Token(Token.Kind.NEWLINE, "newline", null, line, start);
    }
    if (WordReader.endsWord(c) && !words.startsProcess(c)) {
      return new Token(Token.Kind.OPERATOR, operator(c), null, line, start);
    }
    return word(start, line);
  }

  private Token word(int start, int line) throws SyntaxException {
    Word word = words.word();
    int after = source.peek();
    if (after == '(' && SimpleCommands.isAssignmentWithoutValue(word)) {
      source.skip();
      List<Part> parts = new ArrayList<>(word.parts());
      parts.add(words.compound());
      word = new Word(parts).as(source.since(start));
    }
    boolean number = (after == '<' || after == '>') && isDescriptor(word.unquoted());
    return new Token(
        number ? Token.Kind.DESCRIPTOR : Token.Kind.WORD, written(word, start), word, line, start);
  }

  /// How the word that began at `start` is written: most words are their own text.
  private String written(Word word, int start) {
    String text = word.unquoted();
    return text != null && text.length() == source.at() - start ? text : source.since(start);
  }

  /// A number, or `{name}` of the variable that gets one.
  private static boolean isDescriptor(@Nullable String text) {
    if (text == null) {
      return false;
    }
    boolean named = text.length() > 2 && text.startsWith("{") && text.endsWith("}");
    return named
        ? Names.isName(text.substring(1, text.length() - 1))
        : text.chars().allMatch(Names::isDigit) && text.length() < 9;
  }

  private void skipBlanks() {
    int c = source.peek();
    while (c == ' ' || c == '\t') {
      source.skip();
      c = source.peek();
    }
    if (c == '#') {
      while (c != '\n' && c != Source.END) {
        source.skip();
        c = source.peekRaw(0);
      }
    }
  }

  private String operator(int c) {
    source.skip();
    return switch (c) {
      case '&' ->
          source.take('&') ? "&&" : source.take('>') ? source.take('>') ? "&>>" : "&>" : "&";
      case '|' -> source.take('|') ? "||" : source.take('&') ? "|&" : "|";
      case ';' ->
          source.take(';') ? source.take('&') ? ";;&" : ";;" : source.take('&') ? ";&" : ";";
      case '<' -> less();
      case '>' -> source.take('>') ? ">>" : source.take('&') ? ">&" : source.take('|') ? ">|" : ">";
      case '(' -> "(";
      default -> ")";
    };
  }

  private String less() {
    if (source.take('<')) {
      return source.take('-') ? "<<-" : source.take('<') ? "<<<" : "<<";
    }
    return source.take('&') ? "<&" : source.take('>') ? "<>" : "<";
  }

  private void readHereDocuments() throws SyntaxException {
    for (int i = 0; i < awaited.size(); i++) {
      readHereDocument(awaited.get(i));
    }
    awaited.clear();
  }

  private void readHereDocument(HereDocument document) throws SyntaxException {
    StringBuilder body = new StringBuilder();
    int firstLine = source.line();
    while (true) {
      String line = source.takeLine();
      if (line == null) {
        warn(document);
        break;
      }
      String kept = document.stripsTabs() ? withoutTabs(line) : line;
      if (kept.equals(document.delimiter())) {
        break;
      }
      body.append(kept).append('\n');
    }
    document.body(word(document, body.toString(), firstLine));
  }

  private Word word(HereDocument document, String body, int firstLine) throws SyntaxException {
    if (document.isLiteral() || body.isEmpty()) {
      return new Word(List.of(new Part.Quoted(body)));
    }
    Parser parser = new Parser(Lines.of(body), firstLine, reading);
    return parser.hereDocument().as(body);
  }

  private void warn(HereDocument document) {
    warnings.add(
        "line %d: warning: here-document at line %d delimited by end-of-file (wanted `%s')"
            .formatted(source.endLine() - 1, document.line(), document.delimiter()));
  }

  private static String withoutTabs(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '\t') {
      start++;
    }
    return line.substring(start);
  }
}
