package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts the text into tokens (XCU 2.3), one ahead of the parser, and reads here-documents where a
/// line ends.
final class Lexer {
  private final Source source;
  private final WordReader words;
  private final List<HereDocument> awaited = new ArrayList<>();
  private final List<Integer> awaitedSince = new ArrayList<>();
  private final List<String> warnings;
  private @Nullable Token next;

  Lexer(Source source, Substitution substitution, List<String> warnings) {
    this.source = source;
    this.words = new WordReader(source, substitution);
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
    }
    return token;
  }

  Token take() throws SyntaxException {
    Token token = peek();
    next = null;
    return token;
  }

  /// The lines of this document follow the present line.
  void await(HereDocument document) {
    awaited.add(document);
    awaitedSince.add(source.line());
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
    if (WordReader.endsWord(c)) {
      return new Token(Token.Kind.OPERATOR, operator(c), null, line, start);
    }
    return word(start, line);
  }

  private Token word(int start, int line) throws SyntaxException {
    Word word = words.word();
    int after = source.peek();
    boolean number = (after == '<' || after == '>') && isNumber(word.unquoted());
    return new Token(
        number ? Token.Kind.NUMBER : Token.Kind.WORD, source.since(start), word, line, start);
  }

  private static boolean isNumber(@Nullable String text) {
    return text != null && text.chars().allMatch(Names::isDigit) && text.length() < 9;
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
      readHereDocument(awaited.get(i), awaitedSince.get(i));
    }
    awaited.clear();
    awaitedSince.clear();
  }

  private void readHereDocument(HereDocument document, int since) throws SyntaxException {
    StringBuilder body = new StringBuilder();
    int firstLine = source.line();
    while (true) {
      String line = source.takeLine();
      if (line == null) {
        warn(document, since);
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

  private static Word word(HereDocument document, String body, int firstLine)
      throws SyntaxException {
    if (document.isLiteral() || body.isEmpty()) {
      return new Word(List.of(new Part.Quoted(body)));
    }
    Parser parser = new Parser(Lines.of(body), firstLine);
    return parser.hereDocument();
  }

  private void warn(HereDocument document, int since) {
    warnings.add(
        "line %d: warning: here-document at line %d delimited by end-of-file (wanted `%s')"
            .formatted(source.endLine() - 1, since, document.delimiter()));
  }

  private static String withoutTabs(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '\t') {
      start++;
    }
    return line.substring(start);
  }
}
