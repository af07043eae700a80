package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays a tree out as bash shows functions and jobs: its words as they were written, its commands
/// on lines of their own.
public final class Listing {
  private static final int STEP = 4;

  private final StringBuilder text = new StringBuilder();

  /// Here-documents whose operator has been written and whose lines have not.
  private final List<HereDocument> awaited = new ArrayList<>();

  /// Whether each command of a list has a line.
  private final boolean lines;

  private int indent;

  /// Whether a here-document has just ended a line: what follows it needs no semicolon.
  private boolean afterDocument;

  private Listing(boolean lines) {
    this.lines = lines;
  }

  /// A command, as `jobs` shows it.
  public static String command(Node node) {
    Listing listing = new Listing(false);
    listing.print(node);
    listing.documents("");
    return listing.text.toString();
  }

  /// A function, as `declare -f` shows it.
  public static String function(Node.FunctionDefinition function) {
    Listing listing = new Listing(true);
    listing.define(function);
    return listing.text.toString();
  }

  private Listing add(String more) {
    text.append(more);
    return this;
  }

  private void newLine(String start) {
    add("\n" + " ".repeat(indent) + start);
  }

  private void print(Node node) {
    switch (node) {
      case Node.Simple simple -> simple(simple);
      case Node.Pipeline(boolean negated, List<Node> members) -> pipeline(negated, members);
      case Node.AndOr(Node left, boolean and, Node right) -> {
        print(left);
        documents("");
        add(and ? " && " : " || ").print(right);
      }
      case Node.Sequence(List<Node.Sequence.Item> items) -> sequence(items);
      case Node.Subshell(Node body) -> {
        add("( ").print(body);
        documents("");
        add(" )");
      }
      case Node.Group(Node body) -> group(body);
      case Node.For(String name, List<Word> words, Node body, int _) ->
          rounds("for " + name, words, body);
      case Node.Select(String name, List<Word> words, Node body, int _) ->
          rounds("select " + name, words, body);
      case Node.Coprocess(String name, Node command) -> add("coproc " + name + " ").print(command);
      case Node.ForArithmetic loop -> {
        add("for ((" + inside(loop.first()) + "; " + inside(loop.condition()) + "; ");
        add(inside(loop.step()) + "))");
        newLine("do");
        body(loop.body());
        newLine("done");
      }
      case Node.If(List<Node.If.Branch> branches, Node otherwise) -> branch(branches, otherwise);
      case Node.Loop(boolean until, Node condition, Node body) -> {
        add(until ? "until " : "while ").print(condition);
        end("; do");
        body(body);
        newLine("done");
      }
      case Node.Case choice -> choice(choice);
      case Node.FunctionDefinition function -> add("function ").define(function);
      case Node.ArithmeticCommand(Word expression, int _) ->
          add("((" + expressionText(expression) + "))");
      case Node.ConditionalCommand(Condition condition, int _) ->
          add("[[ " + condition(condition, 0) + " ]]");
      case Node.Timed(boolean posix, Node command) ->
          add(posix ? "time -p " : "time ").print(command);
      case Node.Redirected(Node command, List<Redirection> redirections, int _) -> {
        print(command);
        redirections(redirections);
      }
    }
  }

  // ---- lists

  private void sequence(List<Node.Sequence.Item> items) {
    for (int i = 0; i < items.size(); i++) {
      Node.Sequence.Item item = items.get(i);
      print(item.command());
      if (item.background()) {
        documents("");
        add(i + 1 < items.size() ? " & " : " &");
      } else if (i + 1 < items.size()) {
        next();
      }
    }
  }

  /// What parts a command from the next one of its list.
  private void next() {
    if (!awaited.isEmpty()) {
      documents(lines ? "" : ";");
    } else if (afterDocument) {
      afterDocument = false;
    } else {
      add(";");
    }
    if (lines) {
      newLine("");
    } else {
      add(" ");
    }
  }

  private void pipeline(boolean negated, List<Node> members) {
    add(negated ? "! " : "");
    for (int i = 0; i < members.size(); i++) {
      print(members.get(i));
      if (i + 1 < members.size()) {
        boolean waits = !awaited.isEmpty();
        documents(" |");
        add(waits ? "  " : " | ");
      }
    }
  }

  /// The lines of the here-documents, behind `before` and the end of the line.
  private void documents(String before) {
    if (awaited.isEmpty()) {
      return;
    }
    add(before + "\n");
    for (HereDocument document : awaited) {
      add(Unparse.lines(document)).add(document.delimiter() + "\n");
    }
    awaited.clear();
    afterDocument = true;
  }

  /// Ends a condition: `; do` or `; then`.
  private void end(String word) {
    boolean ended = !awaited.isEmpty() || endsItself();
    documents("");
    add(ended ? word.substring(1) : word);
  }

  private boolean endsItself() {
    return !text.isEmpty() && "&\n".indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  // ---- compound commands

  /// The commands between `do` and `done`, further in.
  private void body(Node body) {
    indent += STEP;
    newLine("");
    print(body);
    documents("");
    if (!endsItself()) {
      add(";");
    }
    indent -= STEP;
  }

  private void group(Node body) {
    add("{ ");
    indent += STEP;
    newLine("");
    print(body);
    documents("");
    indent -= STEP;
    newLine("}");
  }

  private void rounds(String start, @Nullable List<Word> words, Node body) {
    add(start + " in " + (words == null ? "\"$@\"" : words(words)) + ";");
    newLine("do");
    body(body);
    newLine("done");
  }

  private void branch(List<Node.If.Branch> branches, @Nullable Node otherwise) {
    add("if ").print(branches.getFirst().condition());
    end("; then");
    body(branches.getFirst().body());
    if (branches.size() > 1) {
      newLine("else");
      indent += STEP;
      newLine("");
      branch(branches.subList(1, branches.size()), otherwise);
      add(";");
      indent -= STEP;
    } else if (otherwise != null) {
      newLine("else");
      body(otherwise);
    }
    newLine("fi");
  }

  private void choice(Node.Case choice) {
    add("case " + word(choice.subject()) + " in ");
    indent += STEP;
    for (Node.Case.Clause clause : choice.clauses()) {
      newLine(String.join(" | ", clause.patterns().stream().map(Listing::word).toList()) + ")");
      indent += STEP;
      newLine("");
      Node body = clause.body();
      if (body != null) {
        print(body);
      }
      indent -= STEP;
      documents("");
      newLine(clause.ending().sign());
    }
    indent -= STEP;
    newLine("esac");
  }

  private void define(Node.FunctionDefinition function) {
    add(function.name() + " () ");
    newLine("");
    Node body = function.body();
    List<Redirection> redirections = List.of();
    if (body instanceof Node.Redirected(Node command, List<Redirection> all, int _)) {
      body = command;
      redirections = all;
    }
    group(body instanceof Node.Group(Node inner) ? inner : body);
    redirections(redirections);
    documents("");
  }

  // ---- simple commands

  private void simple(Node.Simple simple) {
    List<String> words = new ArrayList<>();
    for (Node.Assignment assignment : simple.assignments()) {
      words.add(Unparse.start(assignment) + word(assignment.value()));
    }
    String rest = words(simple.words());
    if (!rest.isEmpty()) {
      words.add(rest);
    }
    add(String.join(" ", words));
    redirections(simple.redirections());
  }

  private void redirections(List<Redirection> redirections) {
    for (Redirection redirection : redirections) {
      add(endsWithBlank() ? "" : " ").add(redirection(redirection));
      if (redirection instanceof HereDocument document) {
        awaited.add(document);
      }
    }
  }

  private boolean endsWithBlank() {
    return text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
  }

  private static String redirection(Redirection redirection) {
    return switch (redirection) {
      case Redirection.ToFile(int n, Redirection.Access access, Word path) ->
          number(n, access == Redirection.Access.READ ? 0 : 1) + access.sign() + " " + word(path);
      case Redirection.Duplicate(int n, boolean input, Word source) ->
          n + (input && !"-".equals(source.written()) ? "<&" : ">&") + word(source);
      case Redirection.HereString(int n, Word text) -> number(n, 0) + "<<< " + word(text);
      case Redirection.OutputAndError(boolean append, Word path) ->
          (append ? "&>> " : "&> ") + word(path);
      case Redirection.Named(String name, Redirection inner) ->
          "{" + name + "}" + Unparse.withoutNumber(redirection(inner));
      case HereDocument document -> Unparse.redirection(document);
    };
  }

  private static String number(int descriptor, int usual) {
    return descriptor == usual ? "" : String.valueOf(descriptor);
  }

  // ---- words

  private static String words(List<Word> words) {
    return String.join(" ", words.stream().map(Listing::word).filter(w -> !w.isEmpty()).toList());
  }

  private static String word(Word word) {
    String written = word.written();
    return written == null ? Unparse.word(word) : written;
  }

  private static String inside(Word expression) {
    return expressionText(expression).strip();
  }

  private static String expressionText(Word expression) {
    return Unparse.inQuotes(expression);
  }

  /// `&&` binds closer than `||`, and both less close than what they join.
  private static String condition(Condition condition, int binding) {
    return switch (condition) {
      case Condition.NotEmpty(Word word) -> "-n " + word(word);
      case Condition.Unary(String operator, Word operand) -> operator + " " + word(operand);
      case Condition.Binary(Word left, String operator, Word right) ->
          word(left) + " " + operator + " " + word(right);
      case Condition.Not(Condition not) -> "! " + condition(not, 3);
      case Condition.And(Condition left, Condition right) ->
          joined(condition(left, 2) + " && " + condition(right, 2), binding > 2);
      case Condition.Or(Condition left, Condition right) ->
          joined(condition(left, 1) + " || " + condition(right, 1), binding > 1);
    };
  }

  private static String joined(String conditions, boolean parentheses) {
    return parentheses ? "( " + conditions + " )" : conditions;
  }
}
