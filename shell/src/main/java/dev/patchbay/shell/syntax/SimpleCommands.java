package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads simple commands and redirections (XCU 2.9.1, 2.7).
final class SimpleCommands {
  /// What follows these is expanded as the value of an assignment is.
  private static final Set<String> DECLARATIONS =
      Set.of("export", "readonly", "local", "declare", "typeset");

  private final Lexer lexer;

  SimpleCommands(Lexer lexer) {
    this.lexer = lexer;
  }

  /// The command that stands here, or null when there is none.
  Node.@Nullable Simple read() throws SyntaxException {
    int line = lexer.peek().line();
    List<Node.Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirection> redirections = new ArrayList<>();
    while (true) {
      Redirection redirection = redirection();
      if (redirection != null) {
        redirections.add(redirection);
        continue;
      }
      Token token = lexer.peek();
      Word word = token.kind() == Token.Kind.WORD ? token.word() : null;
      if (word == null || (words.size() == 1 && isFunction(words, assignments, redirections))) {
        break;
      }
      lexer.take();
      Node.Assignment assignment = words.isEmpty() ? assignment(word) : null;
      if (assignment != null) {
        assignments.add(assignment);
      } else {
        add(words, word);
      }
    }
    if (assignments.isEmpty() && words.isEmpty() && redirections.isEmpty()) {
      return null;
    }
    return new Node.Simple(
        List.copyOf(assignments), List.copyOf(words), List.copyOf(redirections), line);
  }

  private boolean isFunction(
      List<Word> words, List<Node.Assignment> assignments, List<Redirection> redirections)
      throws SyntaxException {
    return assignments.isEmpty()
        && redirections.isEmpty()
        && lexer.peek().isOperator("(")
        && words.getFirst().unquoted() != null;
  }

  /// The name it gives to a function if `(` follows, or null when it cannot.
  @Nullable String functionName(Node.Simple simple) {
    boolean bare =
        simple.words().size() == 1
            && simple.assignments().isEmpty()
            && simple.redirections().isEmpty();
    return bare ? simple.words().getFirst().unquoted() : null;
  }

  private static void add(List<Word> words, Word word) {
    String command = words.isEmpty() ? null : words.getFirst().unquoted();
    Node.Assignment assignment =
        command != null && DECLARATIONS.contains(command) ? assignment(word) : null;
    if (assignment == null) {
      BraceExpansion.expand(withTildes(word), words);
    } else {
      words.add(declared(assignment));
    }
  }

  /// `dir=~/a` as an argument: bash expands its tildes as it does in an assignment.
  private static Word withTildes(Word word) {
    Node.Assignment assignment = assignment(word);
    if (assignment == null
        || assignment.value().parts().stream().noneMatch(Part.Tilde.class::isInstance)) {
      return word;
    }
    List<Part> parts = new ArrayList<>(assignment.value().parts());
    parts.addFirst(new Part.Literal(assignment.name() + (assignment.append() ? "+=" : "=")));
    return new Word(parts);
  }

  /// `a=$b` as a word that is not split.
  private static Word declared(Node.Assignment assignment) {
    List<Part> quoted = new ArrayList<>();
    for (Part part : assignment.value().parts()) {
      quoted.add(part instanceof Part.Literal(String text) ? new Part.Quoted(text) : part);
    }
    String start = assignment.name() + (assignment.append() ? "+=" : "=");
    return new Word(List.of(new Part.Literal(start), new Part.DoubleQuoted(List.copyOf(quoted))));
  }

  /// The word as `name=value`, or null when it is none.
  private static Node.@Nullable Assignment assignment(Word word) {
    if (word.parts().isEmpty() || !(word.parts().getFirst() instanceof Part.Literal(String text))) {
      return null;
    }
    int end = Names.nameEnd(text, 0);
    boolean append = text.startsWith("+=", end);
    if (end == 0 || !(append || text.startsWith("=", end))) {
      return null;
    }
    int start = end + (append ? 2 : 1);
    List<Part> value = new ArrayList<>(word.parts());
    value.removeFirst();
    if (start < text.length()) {
      value.addFirst(new Part.Literal(text.substring(start)));
    }
    Word tildes = Tildes.inAssignment(new Word(value));
    return new Node.Assignment(text.substring(0, end), append, tildes);
  }

  /// The redirection that stands here, or null.
  @Nullable Redirection redirection() throws SyntaxException {
    Token token = lexer.peek();
    int descriptor = -1;
    if (token.kind() == Token.Kind.NUMBER) {
      descriptor = Integer.parseInt(lexer.take().text());
      token = lexer.peek();
    }
    if (token.kind() != Token.Kind.OPERATOR || !isRedirection(token.text())) {
      return null;
    }
    String operator = lexer.take().text();
    Token target = lexer.peek();
    Word word = target.word();
    if (word == null) {
      throw SyntaxException.unexpected(lexer, target, null);
    }
    lexer.take();
    boolean reads = operator.startsWith("<");
    return redirection(operator, descriptor < 0 ? reads ? 0 : 1 : descriptor, word, descriptor);
  }

  private static boolean isRedirection(String operator) {
    return operator.startsWith("<") || operator.startsWith(">") || operator.startsWith("&>");
  }

  private Redirection redirection(String operator, int descriptor, Word word, int written) {
    return switch (operator) {
      case "<<", "<<-" -> hereDocument(descriptor, word, operator.equals("<<-"));
      case "<<<" -> new Redirection.HereString(descriptor, word);
      case "<&" -> new Redirection.Duplicate(descriptor, true, word);
      case ">&" ->
          written < 0 && !mayBeDescriptor(word)
              ? new Redirection.OutputAndError(false, word)
              : new Redirection.Duplicate(descriptor, false, word);
      case "&>", "&>>" -> new Redirection.OutputAndError(operator.equals("&>>"), word);
      case "<" -> new Redirection.ToFile(descriptor, Redirection.Access.READ, word);
      case "<>" -> new Redirection.ToFile(descriptor, Redirection.Access.READ_WRITE, word);
      case ">>" -> new Redirection.ToFile(descriptor, Redirection.Access.APPEND, word);
      case ">|" -> new Redirection.ToFile(descriptor, Redirection.Access.OVERWRITE, word);
      default -> new Redirection.ToFile(descriptor, Redirection.Access.WRITE, word);
    };
  }

  /// bash takes `>& file` for both outputs; a word that is expanded first is left for then.
  private static boolean mayBeDescriptor(Word word) {
    String text = word.constant();
    return text == null || text.equals("-") || text.chars().allMatch(Names::isDigit);
  }

  private Redirection hereDocument(int descriptor, Word delimiter, boolean stripsTabs) {
    HereDocument document = new HereDocument(descriptor, delimiter, stripsTabs);
    lexer.await(document);
    return document;
  }
}
