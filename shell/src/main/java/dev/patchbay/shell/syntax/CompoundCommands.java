package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads compound commands and function definitions (XCU 2.9.4, 2.9.5), and what bash has beside
/// them: `[[`, `((`, `select`, `coproc`.
final class CompoundCommands {
  private final Parser parser;
  private final Lexer lexer;
  private final Tokens tokens;
  private final SimpleCommands simpleCommands;

  CompoundCommands(Parser parser, Lexer lexer, Tokens tokens, SimpleCommands simpleCommands) {
    this.parser = parser;
    this.lexer = lexer;
    this.tokens = tokens;
    this.simpleCommands = simpleCommands;
  }

  /// A compound command or function definition, or null when the token does not begin one.
  @Nullable Node read(Token token) throws SyntaxException {
    if (token.isOperator("(")) {
      return parenthesised();
    }
    return switch (token.reserved()) {
      case "{" -> group();
      case "if" -> ifCommand();
      case "while" -> loop(false);
      case "until" -> loop(true);
      case "for" -> forCommand();
      case "select" -> selectCommand();
      case "coproc" -> coprocess();
      case "case" -> caseCommand();
      case "[[" -> conditionalCommand();
      case "function" -> functionCommand();
      case "then", "else", "elif", "fi", "do", "done", "esac", "in", "}" ->
          throw tokens.unexpected(token, null);
      default -> null;
    };
  }

  /// The command with the redirections that follow it.
  Node withRedirections(Node command, int line) throws SyntaxException {
    List<Redirection> redirections = new ArrayList<>();
    for (Redirection r = simpleCommands.redirection();
        r != null;
        r = simpleCommands.redirection()) {
      redirections.add(r);
    }
    return redirections.isEmpty()
        ? command
        : new Node.Redirected(command, List.copyOf(redirections), line);
  }

  private Node parenthesised() throws SyntaxException {
    Token open = lexer.take();
    Source source = lexer.source();
    int start = source.at();
    if (source.take('(')) {
      Word expression = lexer.words().arithmetic();
      if (expression != null) {
        return new Node.ArithmeticCommand(expression, open.line());
      }
      source.back(start);
    }
    Node body = parser.compoundList();
    tokens.expectOperator(")", open);
    return new Node.Subshell(body);
  }

  private Node group() throws SyntaxException {
    Token open = lexer.take();
    Node body = parser.compoundList();
    tokens.expect("}", open);
    return new Node.Group(body);
  }

  private Node ifCommand() throws SyntaxException {
    Token open = lexer.take();
    List<Node.If.Branch> branches = new ArrayList<>();
    branches.add(branch(open));
    while (tokens.isReserved("elif")) {
      branches.add(branch(lexer.take()));
    }
    Node otherwise = null;
    if (tokens.isReserved("else")) {
      lexer.take();
      otherwise = parser.compoundList();
    }
    tokens.expect("fi", open);
    return new Node.If(List.copyOf(branches), otherwise);
  }

  private Node.If.Branch branch(Token open) throws SyntaxException {
    Node condition = parser.compoundList();
    tokens.expect("then", open);
    return new Node.If.Branch(condition, parser.compoundList());
  }

  private Node loop(boolean until) throws SyntaxException {
    Token open = lexer.take();
    Node condition = parser.compoundList();
    return new Node.Loop(until, condition, doGroup(open));
  }

  private Node doGroup(Token open) throws SyntaxException {
    tokens.expect("do", open);
    Node body = parser.compoundList();
    tokens.expect("done", open);
    return body;
  }

  private Node forCommand() throws SyntaxException {
    Token open = lexer.take();
    if (lexer.peek().isOperator("(")) {
      return forArithmetic(open);
    }
    Token name = tokens.takeWord();
    List<Word> words = optionalWords();
    return new Node.For(name.reserved(), words, loopBody(open), open.line());
  }

  private Node selectCommand() throws SyntaxException {
    Token open = lexer.take();
    Token name = tokens.takeWord();
    List<Word> words = optionalWords();
    return new Node.Select(name.reserved(), words, loopBody(open), open.line());
  }

  /// `in words;`, or null when it is not there.
  private @Nullable List<Word> optionalWords() throws SyntaxException {
    boolean newlines = tokens.skipNewlines();
    List<Word> words = null;
    if (tokens.isReserved("in")) {
      lexer.take();
      words = forWords();
    } else if (!newlines) {
      tokens.takeOperator(";");
    }
    tokens.skipNewlines();
    return words;
  }

  /// `coproc [name] command`; only a compound command can have a name.
  private Node coprocess() throws SyntaxException {
    lexer.take();
    Token first = lexer.peek();
    String name = "COPROC";
    Node command = read(first);
    if (command == null && Names.isName(first.reserved())) {
      lexer.take();
      command = read(lexer.peek());
      name = command == null ? name : first.reserved();
    }
    if (command == null) {
      boolean taken = lexer.peek() != first;
      command = simpleCommands.read(taken ? first.word() : null);
    }
    if (command == null) {
      throw tokens.unexpected(lexer.peek(), null);
    }
    Node whole = withRedirections(command, first.line());
    return new Node.Coprocess(name, whole);
  }

  private List<Word> forWords() throws SyntaxException {
    List<Word> words = new ArrayList<>();
    for (Token token = lexer.peek(); token.word() != null; token = lexer.peek()) {
      BraceExpansion.expand(token.word(), words);
      lexer.take();
    }
    if (!tokens.takeOperator(";") && lexer.peek().kind() != Token.Kind.NEWLINE) {
      throw tokens.unexpected(lexer.peek(), null);
    }
    return List.copyOf(words);
  }

  /// `do … done`, or `{ … }` as bash has it.
  private Node loopBody(Token open) throws SyntaxException {
    return tokens.isReserved("{") ? group() : doGroup(open);
  }

  private Node forArithmetic(Token open) throws SyntaxException {
    lexer.take();
    if (!lexer.source().take('(')) {
      throw tokens.unexpected(lexer.peek(), null);
    }
    List<Word> expressions = new ArrayList<>();
    for (char end : new char[] {';', ';', ')'}) {
      Word word = lexer.words().quotedUntil(c -> c == end || c == Source.END);
      if (!lexer.source().take(end)) {
        throw tokens.unexpected(lexer.peek(), null);
      }
      expressions.add(word);
    }
    tokens.expectOperator(")", open);
    tokens.takeOperator(";");
    tokens.skipNewlines();
    return new Node.ForArithmetic(
        expressions.get(0), expressions.get(1), expressions.get(2), loopBody(open), open.line());
  }

  private Node caseCommand() throws SyntaxException {
    Token open = lexer.take();
    Word subject = wordOf(tokens.takeWord());
    tokens.skipNewlines();
    tokens.expect("in", open);
    tokens.skipNewlines();
    List<Node.Case.Clause> clauses = new ArrayList<>();
    while (!tokens.isReserved("esac")) {
      clauses.add(clause());
      lexer.expandAliases();
    }
    tokens.expect("esac", open);
    return new Node.Case(subject, List.copyOf(clauses), open.line());
  }

  private Node.Case.Clause clause() throws SyntaxException {
    Token open = lexer.peek();
    tokens.takeOperator("(");
    List<Word> patterns = new ArrayList<>();
    do {
      if (lexer.peek().kind() != Token.Kind.WORD) {
        throw tokens.unexpected(lexer.peek(), new Owed("a pattern", ")"));
      }
      patterns.add(wordOf(lexer.take()));
    } while (tokens.takeOperator("|"));
    tokens.expectOperator(")", open);
    tokens.skipNewlines();
    boolean empty = tokens.isReserved("esac") || lexer.peek().text().startsWith(";");
    Node body = empty ? null : parser.compoundList();
    Node.Case.Ending ending = ending();
    tokens.skipNewlines();
    return new Node.Case.Clause(List.copyOf(patterns), body, ending);
  }

  private Node.Case.Ending ending() throws SyntaxException {
    for (Node.Case.Ending ending : Node.Case.Ending.values()) {
      if (tokens.takeOperator(ending.sign())) {
        return ending;
      }
    }
    if (!tokens.isReserved("esac")) {
      throw tokens.unexpected(lexer.peek(), new Owed("`;;'", ";;"));
    }
    return Node.Case.Ending.END;
  }

  private Node conditionalCommand() throws SyntaxException {
    lexer.words().inCondition(true);
    Token open;
    Condition condition;
    try {
      open = lexer.take();
      condition = new ConditionReader(lexer, tokens).read();
      if (!tokens.isReserved("]]")) {
        throw tokens.unexpected(lexer.peek(), Owed.to(open, "]]"));
      }
    } finally {
      lexer.words().inCondition(false);
    }
    lexer.take();
    return new Node.ConditionalCommand(condition, open.line());
  }

  private Node functionCommand() throws SyntaxException {
    lexer.take();
    Token name = tokens.takeWord();
    return function(name.text(), lexer.peek().isOperator("("));
  }

  /// What follows the name of a function, and its parentheses if it has any.
  Node function(String name, boolean parentheses) throws SyntaxException {
    int line = lexer.peek().line();
    if (parentheses) {
      lexer.take();
      if (!tokens.takeOperator(")")) {
        throw tokens.unexpected(lexer.peek(), new Owed("`)'", ")"));
      }
    }
    tokens.skipNewlines();
    Token token = lexer.peek();
    Node body = read(token);
    if (body == null) {
      throw tokens.unexpected(token, new Owed("the body of function `" + name + "'", null));
    }
    return new Node.FunctionDefinition(name, withRedirections(body, token.line()), line);
  }

  private static Word wordOf(Token token) {
    Word word = token.word();
    return word == null ? Word.EMPTY : word;
  }
}
