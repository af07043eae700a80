package dev.patchbay.shell.syntax;

/// Reads what stands between `[[` and `]]`: `||` binds loosest, then `&&`, then `!`.
final class ConditionReader {
  private final Lexer lexer;
  private final Tokens tokens;

  ConditionReader(Lexer lexer, Tokens tokens) {
    this.lexer = lexer;
    this.tokens = tokens;
  }

  Condition read() throws SyntaxException {
    Condition left = and();
    while (tokens.takeOperator("||")) {
      left = new Condition.Or(left, and());
    }
    return left;
  }

  private Condition and() throws SyntaxException {
    Condition left = term();
    while (tokens.takeOperator("&&")) {
      left = new Condition.And(left, term());
    }
    return left;
  }

  private Condition term() throws SyntaxException {
    tokens.skipNewlines();
    Condition condition;
    if (lexer.peek().reserved().equals("!")) {
      lexer.take();
      condition = new Condition.Not(term());
    } else if (tokens.takeOperator("(")) {
      condition = read();
      if (!tokens.takeOperator(")")) {
        throw tokens.unexpected(lexer.peek(), new Owed("`)'", ")"));
      }
    } else {
      condition = test();
    }
    tokens.skipNewlines();
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
      throw tokens.unexpected(token, new Owed("a word", null));
    }
    lexer.take();
    return word;
  }
}
