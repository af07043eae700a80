package dev.patchbay.trace.pcap;

import java.util.List;

/// The words of an expression, one after the other.
final class Tokens {
  /// Deeper nesting is refused, as where libpcap's parser has no more room.
  private static final int DEEPEST = 500;

  private final List<Token> tokens;
  private int at;
  private int depth;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    return tokens.get(at++);
  }

  /// Takes a word if it is the next one.
  boolean take(String word) {
    if (peek().is(word)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String word) {
    if (!take(word)) {
      throw unexpected();
    }
  }

  String expect(Token.Kind kind) {
    if (peek().kind() != kind) {
      throw unexpected();
    }
    return next().text();
  }

  int number() {
    if (peek().kind() != Token.Kind.NUMBER) {
      throw unexpected();
    }
    return next().number();
  }

  /// A number, in any pairs of parentheses.
  int numberInParentheses() {
    if (!take("(")) {
      return number();
    }
    enter();
    int number = numberInParentheses();
    leave();
    expect(")");
    return number;
  }

  boolean beginsNumber() {
    return peek().kind() == Token.Kind.NUMBER || peek().is("(");
  }

  /// What is wrong with the next word.
  FilterRefusal unexpected() {
    Token token = peek();
    boolean told = token.kind() == Token.Kind.ERROR && !token.text().isEmpty();
    return told ? new FilterRefusal(token.text()) : FilterRefusal.syntax();
  }

  /// Where the last word taken stands, or the next one if that is what is wrong.
  int position(boolean next) {
    return tokens.get(next || at == 0 ? at : at - 1).position();
  }

  void enter() {
    if (++depth > DEEPEST) {
      throw new FilterRefusal("can't parse filter expression: memory exhausted");
    }
  }

  void leave() {
    depth--;
  }
}
