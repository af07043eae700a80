package dev.patchbay.shell.syntax;

/// Reads what stands between `[[` and `]]`: `||` binds loosest, then `&&`, then `!`.
final class ConditionReader {
  private final Lexer lexer;

  ConditionReader(Lexer lexer) {
    this.lexer = lexer;
  }

  Condition read() throws SyntaxException {
    Condition left = and();
    while (takeOperator("||")) {
      left = new Condition.Or(left, and());
    }
    return left;
  }

  private Condition and() throws SyntaxException {
    Condition left = term();
    while (takeOperator("&&")) {
      left = new Condition.And(left, term());
    }
    return left;
  }

  private Condition term() throws SyntaxException {
    skipNewlines();
    Condition condition;
    if (lexer.peek().reserved().equals("!")) {
      lexer.take();
      condition = new Condition.Not(term());
    } else if (takeOperator("(")) {
      condition = read();
      if (!takeOperator(")")) {
        throw SyntaxException.unexpected(lexer, lexer.peek(), new Owed("`)'", ")"));
      }
    } else {
      condition = test();
    }
    skipNewlines();
    return condition;
  }

  private Condition test() throws SyntaxException {
    Token token = lexer.peek();
    Word word = takeWord();
    String text = token.reserved();
    if (text.length() == 2 && text.startsWith("-") && lexer.peek().kind() == Token.Kind.WORD) {
      return new Condition.Unary(text, takeWord());
    }
    Token operator = lexer.peek();
    if (operator.isOperator("<") || operator.isOperator(">")) {
      lexer.take();
      return new Condition.Binary(word, operator.text(), takeWord());
    }
    if (operator.kind() != Token.Kind.WORD || operator.reserved().equals("]]")) {
      return new Condition.NotEmpty(word);
    }
    lexer.take();
    return new Condition.Binary(word, operator.text(), right(operator.text()));
  }

  private Word right(String operator) throws SyntaxException {
    if (!operator.equals("=~")) {
      return takeWord();
    }
    while (lexer.source().peek() == ' ' || lexer.source().peek() == '\t') {
      lexer.source().skip();
    }
    return lexer.words().expression();
  }

  private Word takeWord() throws SyntaxException {
    Token token = lexer.peek();
    Word word = token.word();
    if (word == null || token.reserved().equals("]]")) {
      throw SyntaxException.unexpected(lexer, token, new Owed("a word", null));
    }
    lexer.take();
    return word;
  }

  private boolean takeOperator(String operator) throws SyntaxException {
    boolean there = lexer.peek().isOperator(operator);
    if (there) {
      lexer.take();
    }
    return there;
  }

  private void skipNewlines() throws SyntaxException {
    while (lexer.peek().kind() == Token.Kind.NEWLINE) {
      lexer.take();
    }
  }
}
