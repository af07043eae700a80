package dev.patchbay.shell.syntax;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Writes a tree as text that means the same, on one line; [Listing] is how bash shows it.
public final class Unparse {
  private Unparse() {}

  /// The command on one line, except for its here-documents.
  public static String command(Node node) {
    return switch (node) {
      case Node.Simple simple -> simple(simple);
      case Node.Pipeline(boolean negated, List<Node> members) ->
          (negated ? "! " : "") + join(" | ", members.stream().map(Unparse::command).toList());
      case Node.AndOr(Node left, boolean and, Node right) ->
          command(left) + (and ? " && " : " || ") + command(right);
      case Node.Sequence(List<Node.Sequence.Item> items) -> sequence(items);
      case Node.Subshell(Node body) -> "( " + command(body) + " )";
      case Node.Group(Node body) -> "{ " + terminated(body) + " }";
      case Node.For loop ->
          "for " + loop.name() + in(loop.words()) + "; do " + terminated(loop.body()) + " done";
      case Node.Select loop ->
          "select " + loop.name() + in(loop.words()) + "; do " + terminated(loop.body()) + " done";
      case Node.Coprocess(String name, Node command) ->
          "coproc " + (command instanceof Node.Simple ? "" : name + " ") + command(command);
      case Node.ForArithmetic loop -> forArithmetic(loop);
      case Node.If(List<Node.If.Branch> branches, Node otherwise) -> ifCommand(branches, otherwise);
      case Node.Loop(boolean until, Node condition, Node body) ->
          (until ? "until " : "while ")
              + terminated(condition)
              + " do "
              + terminated(body)
              + " done";
      case Node.Case choice -> caseCommand(choice);
      case Node.FunctionDefinition function -> function.name() + " () " + command(function.body());
      case Node.ArithmeticCommand arithmetic -> "((" + inQuotes(arithmetic.expression()) + "))";
      case Node.ConditionalCommand test -> "[[ " + condition(test.condition()) + " ]]";
      case Node.Timed(boolean posix, Node command) ->
          (posix ? "time -p " : "time ") + command(command);
      case Node.Redirected redirected ->
          command(redirected.command()) + " " + redirections(redirected.redirections());
    };
  }

  private static String simple(Node.Simple simple) {
    StringJoiner words = new StringJoiner(" ");
    for (Node.Assignment assignment : simple.assignments()) {
      words.add(assignment(assignment));
    }
    simple.words().forEach(w -> words.add(word(w)));
    if (!simple.redirections().isEmpty()) {
      words.add(redirections(simple.redirections()));
    }
    return words.toString();
  }

  private static String assignment(Node.Assignment assignment) {
    return start(assignment) + word(assignment.value());
  }

  /// `name[subscript]=`.
  static String start(Node.Assignment assignment) {
    Word subscript = assignment.subscript();
    return assignment.name()
        + (subscript == null ? "" : "[" + word(subscript) + "]")
        + (assignment.append() ? "+=" : "=");
  }

  private static String sequence(List<Node.Sequence.Item> items) {
    StringBuilder text = new StringBuilder();
    for (Node.Sequence.Item item : items) {
      if (!text.isEmpty()) {
        text.append(text.charAt(text.length() - 1) == '\n' ? "" : " ");
      }
      text.append(item.background() ? command(item.command()) + " &" : terminated(item.command()));
    }
    String all = text.toString();
    return all.endsWith(";") ? all.substring(0, all.length() - 1) : all;
  }

  /// The command and what parts it from the next one.
  private static String terminated(Node node) {
    String text = command(node);
    return text.endsWith("&") || text.endsWith("\n") ? text : text + ";";
  }

  private static String in(@Nullable List<Word> words) {
    return words == null
        ? ""
        : " in" + words.stream().map(w -> " " + word(w)).reduce("", String::concat);
  }

  private static String forArithmetic(Node.ForArithmetic loop) {
    return "for (("
        + inQuotes(loop.first())
        + ";"
        + inQuotes(loop.condition())
        + ";"
        + inQuotes(loop.step())
        + ")); do "
        + terminated(loop.body())
        + " done";
  }

  private static String ifCommand(List<Node.If.Branch> branches, @Nullable Node otherwise) {
    StringBuilder text = new StringBuilder();
    for (Node.If.Branch branch : branches) {
      text.append(text.isEmpty() ? "if " : " elif ")
          .append(terminated(branch.condition()))
          .append(" then ")
          .append(terminated(branch.body()));
    }
    if (otherwise != null) {
      text.append(" else ").append(terminated(otherwise));
    }
    return text.append(" fi").toString();
  }

  private static String caseCommand(Node.Case choice) {
    StringBuilder text = new StringBuilder("case " + word(choice.subject()) + " in");
    for (Node.Case.Clause clause : choice.clauses()) {
      Node body = clause.body();
      text.append(" (")
          .append(join(" | ", clause.patterns().stream().map(Unparse::word).toList()))
          .append(") ")
          .append(body == null ? "" : command(body) + " ")
          .append(clause.ending().sign());
    }
    return text.append(" esac").toString();
  }

  private static String condition(Condition condition) {
    return switch (condition) {
      case Condition.NotEmpty(Word word) -> word(word);
      case Condition.Unary(String operator, Word operand) -> operator + " " + word(operand);
      case Condition.Binary(Word left, String operator, Word right) ->
          word(left) + " " + operator + " " + word(right);
      case Condition.Not(Condition not) -> "! " + condition(not);
      case Condition.And(Condition left, Condition right) ->
          "( " + condition(left) + " && " + condition(right) + " )";
      case Condition.Or(Condition left, Condition right) ->
          "( " + condition(left) + " || " + condition(right) + " )";
    };
  }

  private static String redirections(List<Redirection> redirections) {
    StringJoiner text = new StringJoiner(" ");
    StringBuilder documents = new StringBuilder();
    for (Redirection redirection : redirections) {
      text.add(redirection(redirection));
      if (redirection instanceof HereDocument document) {
        documents.append(lines(document)).append(document.delimiter()).append('\n');
      }
    }
    return documents.isEmpty() ? text.toString() : text + "\n" + documents;
  }

  /// The lines of a here-document.
  static String lines(HereDocument document) {
    String written = document.body().written();
    if (written != null && !document.isLiteral()) {
      return written;
    }
    return document.isLiteral() ? Unquote.text(document.body()) : body(document);
  }

  private static String body(HereDocument document) {
    StringBuilder text = new StringBuilder();
    document.body().parts().forEach(p -> text.append(quotedPart(p, "$`\\")));
    return text.toString();
  }

  static String redirection(Redirection redirection) {
    int fd = redirection.descriptor();
    return switch (redirection) {
      case Redirection.ToFile(int n, Redirection.Access access, Word path) ->
          number(n, access.sign().startsWith("<") ? 0 : 1) + access.sign() + word(path);
      case Redirection.Duplicate(int n, boolean input, Word source) ->
          n + (input ? "<&" : ">&") + word(source);
      case Redirection.HereString(int n, Word text) -> number(n, 0) + "<<< " + word(text);
      case Redirection.OutputAndError(boolean append, Word path) ->
          (append ? "&>>" : "&>") + word(path);
      case Redirection.Named(String name, Redirection inner) ->
          "{" + name + "}" + withoutNumber(redirection(inner));
      case HereDocument document ->
          number(fd, 0)
              + (document.stripsTabs() ? "<<-" : "<<")
              + (document.isLiteral() ? "'" + document.delimiter() + "'" : document.delimiter());
    };
  }

  static String withoutNumber(String redirection) {
    int start = 0;
    while (Names.isDigit(redirection.charAt(start))) {
      start++;
    }
    return redirection.substring(start);
  }

  private static String number(int descriptor, int usual) {
    return descriptor == usual ? "" : String.valueOf(descriptor);
  }

  /// The word as it could have been written.
  public static String word(Word word) {
    StringBuilder text = new StringBuilder();
    List<Part> parts = word.parts();
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i + 1 == parts.size() || !(parts.get(i + 1) instanceof Part.Literal);
      text.append(last ? shortest(parts.get(i)) : part(parts.get(i)));
    }
    return text.toString();
  }

  /// A parameter without braces, as nothing follows that could belong to its name.
  private static String shortest(Part part) {
    boolean plain =
        part instanceof Part.Parameter p
            && p.operator() == Part.Operator.VALUE
            && p.target().isPlain()
            && (p.target().name().length() == 1 || Names.isName(p.target().name()));
    return plain ? "$" + ((Part.Parameter) part).target().name() : part(part);
  }

  static String part(Part part) {
    return switch (part) {
      case Part.Literal(String text) -> text;
      case Part.Quoted(String text) -> "'" + text.replace("'", "'\\''") + "'";
      case Part.DoubleQuoted(List<Part> parts) -> doubleQuoted(parts);
      case Part.Tilde(String user) -> "~" + user;
      case Part.Parameter parameter -> parameter(parameter);
      case Part.Substring(Target target, Word offset, Word length) ->
          "${"
              + target(target)
              + ":"
              + inQuotes(offset)
              + (length == null ? "" : ":" + inQuotes(length))
              + "}";
      case Part.Replacement replacement -> replacement(replacement);
      case Part.CommandSubstitution(Node body) -> substitution(command(body));
      case Part.Arithmetic(Word expression) -> "$((" + inQuotes(expression) + "))";
      case Part.BadSubstitution(String text) -> text;
      case Part.Transformation(Target target, char letter) ->
          "${" + target(target) + "@" + letter + "}";
      case Part.NamesWith(String prefix, boolean separate) ->
          "${!" + prefix + (separate ? "@}" : "*}");
      case Part.Keys(Target target) -> "${!" + target(target) + "}";
      case Part.ProcessSubstitution(boolean input, Node body) ->
          (input ? "<" : ">") + substitution(command(body)).substring(1);
      case Part.Compound(List<Part.Compound.Element> elements) ->
          "(" + join(" ", elements.stream().map(Unparse::element).toList()) + ")";
    };
  }

  private static String element(Part.Compound.Element element) {
    Word subscript = element.subscript();
    String start =
        subscript == null ? "" : "[" + word(subscript) + (element.append() ? "]+=" : "]=");
    return start + word(element.value());
  }

  /// What `${…}` speaks of, as written.
  public static String target(Target target) {
    Word subscript = target.subscript();
    return (target.indirect() ? "!" : "")
        + target.name()
        + (subscript == null ? "" : "[" + word(subscript) + "]");
  }

  private static String substitution(String body) {
    return body.startsWith("(") || body.endsWith("\n") ? "$( " + body + ")" : "$(" + body + ")";
  }

  private static String doubleQuoted(List<Part> parts) {
    StringBuilder text = new StringBuilder("\"");
    parts.forEach(p -> text.append(quotedPart(p, "$`\"\\")));
    return text.append('"').toString();
  }

  static String inQuotes(Word word) {
    StringBuilder text = new StringBuilder();
    word.parts().forEach(p -> text.append(quotedPart(p, "$`\"\\")));
    return text.toString();
  }

  private static String quotedPart(Part part, String escaped) {
    if (part instanceof Part.Parameter parameter && isConditional(parameter.operator())) {
      StringBuilder word = new StringBuilder();
      parameter.word().parts().forEach(p -> word.append(nested(p)));
      return "${" + target(parameter.target()) + operator(parameter) + word + "}";
    }
    if (!(part instanceof Part.Quoted(String characters))) {
      return part instanceof Part.DoubleQuoted(List<Part> inner)
          ? inQuotes(new Word(inner))
          : part(part);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < characters.length(); i++) {
      if (escaped.indexOf(characters.charAt(i)) >= 0) {
        text.append('\\');
      }
      text.append(characters.charAt(i));
    }
    return text.toString();
  }

  /// A piece inside `"${x:-…}"`, where double quotes pair up again.
  private static String nested(Part part) {
    return part instanceof Part.DoubleQuoted(List<Part> parts)
        ? doubleQuoted(parts)
        : quotedPart(part, "$`\"\\}");
  }

  private static boolean isConditional(Part.Operator operator) {
    return switch (operator) {
      case DEFAULT, ASSIGN, COMPLAIN, ALTERNATIVE -> true;
      default -> false;
    };
  }

  private static String operator(Part.Parameter parameter) {
    return (parameter.colon() ? ":" : "") + parameter.operator().sign();
  }

  private static String parameter(Part.Parameter parameter) {
    return switch (parameter.operator()) {
      case VALUE -> "${" + target(parameter.target()) + "}";
      case LENGTH -> "${#" + target(parameter.target()) + "}";
      default ->
          "${" + target(parameter.target()) + operator(parameter) + word(parameter.word()) + "}";
    };
  }

  private static String replacement(Part.Replacement replacement) {
    String sign =
        switch (replacement.where()) {
          case FIRST -> "/";
          case ALL -> "//";
          case AT_START -> "/#";
          case AT_END -> "/%";
        };
    return "${"
        + target(replacement.target())
        + sign
        + word(replacement.pattern())
        + "/"
        + word(replacement.replacement())
        + "}";
  }

  private static String join(String separator, List<String> parts) {
    return String.join(separator, parts);
  }
}
