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
  private final SimpleCommands simpleCommands;

  /// A parser that counts lines from `firstLine`.
  public Parser(Lines lines, int firstLine, Reading reading) {
    Source source = new Source(lines, firstLine);
    this.lexer = new Lexer(source, this::substitution, reading, warnings);
    this.simpleCommands = new SimpleCommands(lexer);
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
      throw unexpected(end, null);
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
  private Node compoundList() throws SyntaxException {
    List<Node.Sequence.Item> items = new ArrayList<>();
    skipToCommand();
    boolean more = true;
    while (more) {
      boolean separated = item(items);
      separated |= skipToCommand();
      more = separated && !endsCompoundList();
    }
    return sequence(items);
  }

  /// One command with its separator; whether it has one.
  private boolean item(List<Node.Sequence.Item> items) throws SyntaxException {
    Node command = andOr();
    boolean background = takeOperator("&");
    boolean separated = background || takeOperator(";");
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
      boolean and = takeOperator("&&");
      if (!and && !takeOperator("||")) {
        return left;
      }
      skipToCommand();
      left = new Node.AndOr(left, and, pipeline());
    }
  }

  private Node pipeline() throws SyntaxException {
    lexer.expandAliases();
    if (isReserved("time")) {
      lexer.take();
      boolean posix = isReserved("-p");
      if (posix) {
        lexer.take();
      }
      return new Node.Timed(posix, pipeline());
    }
    if (isReserved("!")) {
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
      skipToCommand();
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
      Node compound = compound(token);
      if (compound != null) {
        return withRedirections(compound, token.line());
      }
    }
    Node.Simple simple = simpleCommands.read(null);
    if (simple == null) {
      throw unexpected(token, null);
    }
    String name = simpleCommands.functionName(simple);
    return name != null && lexer.peek().isOperator("(") ? function(name, true) : simple;
  }

  /// A compound command or function definition, or null when the token does not begin one.
  private @Nullable Node compound(Token token) throws SyntaxException {
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
          throw unexpected(token, null);
      default -> null;
    };
  }

  private Node withRedirections(Node command, int line) throws SyntaxException {
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
    Node body = compoundList();
    expectOperator(")", open);
    return new Node.Subshell(body);
  }

  private Node group() throws SyntaxException {
    Token open = lexer.take();
    Node body = compoundList();
    expect("}", open);
    return new Node.Group(body);
  }

  private Node ifCommand() throws SyntaxException {
    Token open = lexer.take();
    List<Node.If.Branch> branches = new ArrayList<>();
    branches.add(branch(open));
    while (isReserved("elif")) {
      branches.add(branch(lexer.take()));
    }
    Node otherwise = null;
    if (isReserved("else")) {
      lexer.take();
      otherwise = compoundList();
    }
    expect("fi", open);
    return new Node.If(List.copyOf(branches), otherwise);
  }

  private Node.If.Branch branch(Token open) throws SyntaxException {
    Node condition = compoundList();
    expect("then", open);
    return new Node.If.Branch(condition, compoundList());
  }

  private Node loop(boolean until) throws SyntaxException {
    Token open = lexer.take();
    Node condition = compoundList();
    return new Node.Loop(until, condition, doGroup(open));
  }

  private Node doGroup(Token open) throws SyntaxException {
    expect("do", open);
    Node body = compoundList();
    expect("done", open);
    return body;
  }

  private Node forCommand() throws SyntaxException {
    Token open = lexer.take();
    if (lexer.peek().isOperator("(")) {
      return forArithmetic(open);
    }
    Token name = takeWord();
    List<Word> words = optionalWords();
    return new Node.For(name.reserved(), words, loopBody(open), open.line());
  }

  private Node selectCommand() throws SyntaxException {
    Token open = lexer.take();
    Token name = takeWord();
    List<Word> words = optionalWords();
    return new Node.Select(name.reserved(), words, loopBody(open), open.line());
  }

  /// `in words;`, or null when it is not there.
  private @Nullable List<Word> optionalWords() throws SyntaxException {
    boolean newlines = skipNewlines();
    List<Word> words = null;
    if (isReserved("in")) {
      lexer.take();
      words = forWords();
    } else if (!newlines) {
      takeOperator(";");
    }
    skipNewlines();
    return words;
  }

  /// `coproc [name] command`; only a compound command can have a name.
  private Node coprocess() throws SyntaxException {
    lexer.take();
    Token first = lexer.peek();
    String name = "COPROC";
    Node command = compound(first);
    if (command == null && Names.isName(first.reserved())) {
      lexer.take();
      command = compound(lexer.peek());
      name = command == null ? name : first.reserved();
    }
    if (command == null) {
      boolean taken = lexer.peek() != first;
      command = simpleCommands.read(taken ? first.word() : null);
    }
    if (command == null) {
      throw unexpected(lexer.peek(), null);
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
    if (!takeOperator(";") && lexer.peek().kind() != Token.Kind.NEWLINE) {
      throw unexpected(lexer.peek(), null);
    }
    return List.copyOf(words);
  }

  /// `do … done`, or `{ … }` as bash has it.
  private Node loopBody(Token open) throws SyntaxException {
    return isReserved("{") ? group() : doGroup(open);
  }

  private Node forArithmetic(Token open) throws SyntaxException {
    lexer.take();
    if (!lexer.source().take('(')) {
      throw unexpected(lexer.peek(), null);
    }
    List<Word> expressions = new ArrayList<>();
    for (char end : new char[] {';', ';', ')'}) {
      Word word = lexer.words().quotedUntil(c -> c == end || c == Source.END);
      if (!lexer.source().take(end)) {
        throw unexpected(lexer.peek(), null);
      }
      expressions.add(word);
    }
    expectOperator(")", open);
    takeOperator(";");
    skipNewlines();
    return new Node.ForArithmetic(
        expressions.get(0), expressions.get(1), expressions.get(2), loopBody(open), open.line());
  }

  private Node caseCommand() throws SyntaxException {
    Token open = lexer.take();
    Word subject = wordOf(takeWord());
    skipNewlines();
    expect("in", open);
    skipNewlines();
    List<Node.Case.Clause> clauses = new ArrayList<>();
    while (!isReserved("esac")) {
      clauses.add(clause());
      lexer.expandAliases();
    }
    expect("esac", open);
    return new Node.Case(subject, List.copyOf(clauses), open.line());
  }

  private Node.Case.Clause clause() throws SyntaxException {
    Token open = lexer.peek();
    takeOperator("(");
    List<Word> patterns = new ArrayList<>();
    do {
      if (lexer.peek().kind() != Token.Kind.WORD) {
        throw unexpected(lexer.peek(), new Owed("a pattern", ")"));
      }
      patterns.add(wordOf(lexer.take()));
    } while (takeOperator("|"));
    expectOperator(")", open);
    skipNewlines();
    boolean empty = isReserved("esac") || lexer.peek().text().startsWith(";");
    Node body = empty ? null : compoundList();
    Node.Case.Ending ending = ending();
    skipNewlines();
    return new Node.Case.Clause(List.copyOf(patterns), body, ending);
  }

  private Node.Case.Ending ending() throws SyntaxException {
    for (Node.Case.Ending ending : Node.Case.Ending.values()) {
      if (takeOperator(ending.sign())) {
        return ending;
      }
    }
    if (!isReserved("esac")) {
      throw unexpected(lexer.peek(), new Owed("`;;'", ";;"));
    }
    return Node.Case.Ending.END;
  }

  private Node conditionalCommand() throws SyntaxException {
    lexer.words().inCondition(true);
    Token open;
    Condition condition;
    try {
      open = lexer.take();
      condition = new ConditionReader(lexer).read();
      if (!isReserved("]]")) {
        throw unexpected(lexer.peek(), Owed.to(open, "]]"));
      }
    } finally {
      lexer.words().inCondition(false);
    }
    lexer.take();
    return new Node.ConditionalCommand(condition, open.line());
  }

  private Node functionCommand() throws SyntaxException {
    lexer.take();
    Token name = takeWord();
    return function(name.text(), lexer.peek().isOperator("("));
  }

  private Node function(String name, boolean parentheses) throws SyntaxException {
    int line = lexer.peek().line();
    if (parentheses) {
      lexer.take();
      if (!takeOperator(")")) {
        throw unexpected(lexer.peek(), new Owed("`)'", ")"));
      }
    }
    skipNewlines();
    Token token = lexer.peek();
    Node body = compound(token);
    if (body == null) {
      throw unexpected(token, new Owed("the body of function `" + name + "'", null));
    }
    return new Node.FunctionDefinition(name, withRedirections(body, token.line()), line);
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
    skipNewlines();
    if (!lexer.peek().isOperator(")")) {
      body = compoundList();
    }
    Token end = lexer.peek();
    if (end.kind() == Token.Kind.END) {
      throw SyntaxException.unmatched(')', end.line(), lexer.source());
    }
    if (!takeOperator(")")) {
      throw unexpected(end, null);
    }
    return body;
  }

  // ---- tokens

  private boolean skipNewlines() throws SyntaxException {
    boolean any = false;
    while (lexer.peek().kind() == Token.Kind.NEWLINE) {
      lexer.take();
      any = true;
    }
    return any;
  }

  /// Newlines, and aliases that stand for nothing.
  private boolean skipToCommand() throws SyntaxException {
    boolean any = skipNewlines();
    lexer.expandAliases();
    while (skipNewlines()) {
      any = true;
      lexer.expandAliases();
    }
    return any;
  }

  private boolean isReserved(String word) throws SyntaxException {
    Token token = lexer.peek();
    return token.kind() == Token.Kind.WORD && token.reserved().equals(word);
  }

  private boolean takeOperator(String operator) throws SyntaxException {
    boolean there = lexer.peek().isOperator(operator);
    if (there) {
      lexer.take();
    }
    return there;
  }

  private Token takeWord() throws SyntaxException {
    Token token = lexer.peek();
    if (token.kind() != Token.Kind.WORD) {
      throw unexpected(token, null);
    }
    return lexer.take();
  }

  private static Word wordOf(Token token) {
    Word word = token.word();
    return word == null ? Word.EMPTY : word;
  }

  private void expect(String word, Token open) throws SyntaxException {
    if (!isReserved(word)) {
      throw unexpected(lexer.peek(), Owed.to(open, word));
    }
    lexer.take();
  }

  private void expectOperator(String operator, Token open) throws SyntaxException {
    if (!takeOperator(operator)) {
      throw unexpected(lexer.peek(), Owed.to(open, operator));
    }
  }

  private SyntaxException unexpected(Token token, @Nullable Owed expected) {
    return SyntaxException.unexpected(lexer, token, expected);
  }
}
