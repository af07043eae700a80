package dev.patchbay.shell.syntax;

import org.jspecify.annotations.Nullable;

/// The tokens of a [Lexer], as the rules of the grammar ask for them.
final class Tokens {
  private final Lexer lexer;

  Tokens(Lexer lexer) {
    this.lexer = lexer;
  }

  /// Takes newlines; whether there were any.
  boolean skipNewlines() throws SyntaxException {
    boolean any = false;
    while (lexer.peek().kind() == Token.Kind.NEWLINE) {
      lexer.take();
      any = true;
    }
    return any;
  }

  /// As [#skipNewlines], with aliases that stand for nothing.
  boolean skipToCommand() throws SyntaxException {
    boolean any = skipNewlines();
    lexer.expandAliases();
    while (skipNewlines()) {
      any = true;
      lexer.expandAliases();
    }
    return any;
  }

  /// Whether the next token is this word, unquoted.
  boolean isReserved(String word) throws SyntaxException {
    Token token = lexer.peek();
    return token.kind() == Token.Kind.WORD && token.reserved().equals(word);
  }

  /// Takes the operator if it is next; whether it was.
  boolean takeOperator(String operator) throws SyntaxException {
    boolean there = lexer.peek().isOperator(operator);
    if (there) {
      lexer.take();
    }
    return there;
  }

  /// The next token, which has to be a word.
  Token takeWord() throws SyntaxException {
    Token token = lexer.peek();
    if (token.kind() != Token.Kind.WORD) {
      throw unexpected(token, null);
    }
    return lexer.take();
  }

  /// Takes the word that ends what `open` has begun.
  void expect(String word, Token open) throws SyntaxException {
    if (!isReserved(word)) {
      throw unexpected(lexer.peek(), Owed.to(open, word));
    }
    lexer.take();
  }

  /// As [#expect], for an operator.
  void expectOperator(String operator, Token open) throws SyntaxException {
    if (!takeOperator(operator)) {
      throw unexpected(lexer.peek(), Owed.to(open, operator));
    }
  }

  /// What is said of a token that cannot stand here.
  SyntaxException unexpected(Token token, @Nullable Owed expected) {
    return SyntaxException.unexpected(lexer, token, expected);
  }
}
