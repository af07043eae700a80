package dev.patchbay.shell.syntax;

/// `<<END` and its lines, which the lexer finds after the line that the redirection stands on.
public final class HereDocument implements Redirection {
  private final int descriptor;
  private final int line;
  private final String delimiter;
  private final boolean stripsTabs;
  private final boolean isLiteral;
  private Word body = Word.EMPTY;

  HereDocument(int descriptor, Word delimiter, boolean stripsTabs, int line) {
    this.descriptor = descriptor;
    this.line = line;
    this.delimiter = Unquote.text(delimiter);
    this.stripsTabs = stripsTabs;
    this.isLiteral = delimiter.hasQuotes();
  }

  private HereDocument(int descriptor, HereDocument other) {
    this.descriptor = descriptor;
    this.line = other.line;
    this.delimiter = other.delimiter;
    this.stripsTabs = other.stripsTabs;
    this.isLiteral = other.isLiteral;
    this.body = other.body;
  }

  /// The same lines at another descriptor.
  public HereDocument at(int other) {
    return new HereDocument(other, this);
  }

  @Override
  public int descriptor() {
    return descriptor;
  }

  /// Where it was asked for.
  int line() {
    return line;
  }

  /// The line that ends it.
  public String delimiter() {
    return delimiter;
  }

  /// Whether tabs at the start of its lines do not count (`<<-`).
  public boolean stripsTabs() {
    return stripsTabs;
  }

  /// Whether it is taken as it stands, because the delimiter was quoted.
  public boolean isLiteral() {
    return isLiteral;
  }

  /// Its lines.
  public Word body() {
    return body;
  }

  void body(Word lines) {
    body = lines;
  }

  @Override
  public String toString() {
    return "HereDocument[" + descriptor + ", " + delimiter + ", " + body + "]";
  }
}
