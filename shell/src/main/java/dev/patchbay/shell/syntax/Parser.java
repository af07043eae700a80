package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads complete commands (XCU 2.10), one at a time, as `sh` does: what follows a command is not
/// looked at before it has run, so that an error in line 10 does not stop lines 1 to 9.
///
/// A method a rule of the grammar, which is bash's.
public final class Parser {
  private static final Set<String> NOT_COMMANDS =
      Set.of("then", "else", "elif", "fi", "do", "done", "esac", "in", "}");

  private final Lexer lexer;
  private final List<String> warnings = new ArrayList<>();
  private final Tokens tokens;
  private final SimpleCommands simpleCommands;
  private final CompoundCommands compoundCommands;

  /// A parser that counts lines from `firstLine`.
  public Parser(Lines lines, int firstLine, Reading reading) {
    Source source = new Source(lines, firstLine);
    this.lexer = new Lexer(source, this::substitution, reading, warnings);
    this.tokens = new Tokens(lexer);
    this.simpleCommands = new SimpleCommands(lexer);
    this.compoundCommands = new CompoundCommands(this, lexer, tokens, simpleCommands);
  }

  public Parser(Lines lines, int firstLine) {
    this(lines, firstLine, Reading.PLAIN);
  }

  public Parser(Lines lines) {
    this(lines, 1);
  }

  /// The next complete command, or null at the end.
  public @Nullable Node next() throws SyntaxException {
    try {
      return complete();
    } catch (StackOverflowError e) {
      throw new SyntaxException(
          lexer.source().line(), "syntax error: commands are nested too deeply", null, null);
    } catch (BraceExpansion.TooManyWords e) {
      String message = String.valueOf(e.getMessage());
      throw new SyntaxException(lexer.source().line(), message, null, null);
    }
  }

  private @Nullable Node complete() throws SyntaxException {
    lexer.source().forget();
    lexer.expandAliases();
    while (lexer.peek().kind() == Token.Kind.NEWLINE) {
      lexer.take();
      lexer.source().forget();
      lexer.expandAliases();
    }
    if (lexer.peek().kind() == Token.Kind.END) {
      return null;
    }
    Node list = list();
    Token end = lexer.peek();
    if (end.kind() != Token.Kind.NEWLINE && end.kind() != Token.Kind.END) {
      throw tokens.unexpected(end, null);
    }
    lexer.take();
    return list;
  }

  /// Goes on with the line after the one that was refused.
  public void skipLine() {
    lexer.skipLine();
  }

  /// All the commands there are, as one.
  public Node all() throws SyntaxException {
    List<Node.Sequence.Item> items = new ArrayList<>();
    for (Node node = next(); node != null; node = next()) {
      items.add(new Node.Sequence.Item(node, false));
    }
    return sequence(items);
  }

  /// Warnings since the last call, as bash words them, without the file.
  public List<String> takeWarnings() {
    List<String> taken = List.copyOf(warnings);
    warnings.clear();
    return taken;
  }

  Word hereDocument() throws SyntaxException {
    return lexer.words().hereDocument();
  }

  // ---- lists

  private Node list() throws SyntaxException {
    List<Node.Sequence.Item> items = new ArrayList<>();
    boolean more = true;
    while (more) {
      more = item(items) && !endsList(lexer.peek());
    }
    return sequence(items);
  }

  /// Commands on any number of lines, up to the word that ends them.
  Node compoundList() throws SyntaxException {
    List<Node.Sequence.Item> items = new ArrayList<>();
    tokens.skipToCommand();
    boolean more = true;
    while (more) {
      boolean separated = item(items);
      separated |= tokens.skipToCommand();
      more = separated && !endsCompoundList();
    }
    return sequence(items);
  }

  /// One command with its separator; whether it has one.
  private boolean item(List<Node.Sequence.Item> items) throws SyntaxException {
    Node command = andOr();
    boolean background = tokens.takeOperator("&");
    boolean separated = background || tokens.takeOperator(";");
    items.add(new Node.Sequence.Item(command, background));
    return separated;
  }

  private static Node sequence(List<Node.Sequence.Item> items) {
    boolean single = items.size() == 1 && !items.getFirst().background();
    return single ? items.getFirst().command() : new Node.Sequence(List.copyOf(items));
  }

  private static boolean endsList(Token token) {
    return token.kind() == Token.Kind.NEWLINE || token.kind() == Token.Kind.END;
  }

  private boolean endsCompoundList() throws SyntaxException {
    lexer.expandAliases();
    Token token = lexer.peek();
    return switch (token.kind()) {
      case END -> true;
      case OPERATOR -> token.isOperator(")") || token.text().startsWith(";");
      case WORD -> NOT_COMMANDS.contains(token.reserved());
      case DESCRIPTOR, NEWLINE -> false;
    };
  }

  private Node andOr() throws SyntaxException {
    Node left = pipeline();
    while (true) {
      boolean and = tokens.takeOperator("&&");
      if (!and && !tokens.takeOperator("||")) {
        return left;
      }
      tokens.skipToCommand();
      left = new Node.AndOr(left, and, pipeline());
    }
  }

  private Node pipeline() throws SyntaxException {
    lexer.expandAliases();
    if (tokens.isReserved("time")) {
      lexer.take();
      boolean posix = tokens.isReserved("-p");
      if (posix) {
        lexer.take();
      }
      return new Node.Timed(posix, pipeline());
    }
    if (tokens.isReserved("!")) {
      int line = lexer.take().line();
      if (endsPipeline(lexer.peek())) {
        Node nothing = new Node.Simple(List.of(), List.of(), List.of(), line);
        return new Node.Pipeline(true, List.of(nothing));
      }
      Node rest = pipeline();
      return rest instanceof Node.Pipeline(boolean negated, List<Node> members)
          ? new Node.Pipeline(!negated, members)
          : new Node.Pipeline(true, List.of(rest));
    }
    return piped(command());
  }

  /// Whether `!` stands alone.
  private static boolean endsPipeline(Token token) {
    return endsList(token) || token.isOperator(";") || token.isOperator(")");
  }

  private Node piped(Node first) throws SyntaxException {
    List<Node> members = new ArrayList<>();
    members.add(first);
    while (lexer.peek().isOperator("|") || lexer.peek().isOperator("|&")) {
      if (lexer.take().text().equals("|&")) {
        members.add(withErrors(members.removeLast()));
      }
      tokens.skipToCommand();
      members.add(command());
    }
    return members.size() == 1 ? first : new Node.Pipeline(false, List.copyOf(members));
  }

  /// `a |& b` is `a 2>&1 | b`.
  private static Node withErrors(Node member) {
    Redirection copy = new Redirection.Duplicate(2, false, Word.literal("1"));
    if (member instanceof Node.Simple simple) {
      List<Redirection> all = new ArrayList<>(simple.redirections());
      all.add(copy);
      return new Node.Simple(simple.assignments(), simple.words(), List.copyOf(all), simple.line());
    }
    return new Node.Redirected(member, List.of(copy), 0);
  }

  // ---- commands

  private Node command() throws SyntaxException {
    lexer.expandAliases();
    Token token = lexer.peek();
    if (token.kind() == Token.Kind.WORD || token.isOperator("(")) {
      Node compound = compoundCommands.read(token);
      if (compound != null) {
        return compoundCommands.withRedirections(compound, token.line());
      }
    }
    Node.Simple simple = simpleCommands.read(null);
    if (simple == null) {
      throw tokens.unexpected(token, null);
    }
    String name = simpleCommands.functionName(simple);
    return name != null && lexer.peek().isOperator("(")
        ? compoundCommands.function(name, true)
        : simple;
  }

  private Node substitution() throws SyntaxException {
    boolean inCondition = lexer.words().inCondition();
    lexer.words().inCondition(false);
    List<HereDocument> outer = lexer.takeAwaited();
    try {
      return substituted();
    } finally {
      lexer.words().inCondition(inCondition);
      outer.forEach(lexer::await);
    }
  }

  private Node substituted() throws SyntaxException {
    Node body = new Node.Sequence(List.of());
    tokens.skipNewlines();
    if (!lexer.peek().isOperator(")")) {
      body = compoundList();
    }
    Token end = lexer.peek();
    if (end.kind() == Token.Kind.END) {
      throw SyntaxException.unmatched(')', end.line(), lexer.source());
    }
    if (!tokens.takeOperator(")")) {
      throw tokens.unexpected(end, null);
    }
    return body;
  }
}
