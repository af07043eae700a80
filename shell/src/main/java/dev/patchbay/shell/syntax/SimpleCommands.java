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

  /// The command that stands here, or null when there is none. Its first word may have been taken
  /// already.
  Node.@Nullable Simple read(@Nullable Word first) throws SyntaxException {
    int line = lexer.peek().line();
    List<Node.Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirection> redirections = new ArrayList<>();
    if (first != null) {
      add(words, first);
    }
    while (true) {
      Redirection redirection = redirection();
      if (redirection != null) {
        redirections.add(redirection);
        continue;
      }
      if (words.isEmpty()) {
        lexer.expandAliases();
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

  private void add(List<Word> words, Word word) throws SyntaxException {
    String command = words.isEmpty() ? null : words.getFirst().unquoted();
    Node.Assignment assignment =
        command != null && DECLARATIONS.contains(command) ? assignment(word) : null;
    if (assignment == null && word.has(Part.Compound.class)) {
      String line = lexer.source().lineAround(lexer.source().at() - 1);
      String message = "syntax error near unexpected token `('";
      throw new SyntaxException(lexer.source().line(), message, line, null);
    }
    if (assignment == null) {
      BraceExpansion.expand(withTildes(word), words);
    } else {
      words.add(declared(assignment).as(word.written()));
    }
  }

  /// `dir=~/a` as an argument: bash expands its tildes as it does in an assignment.
  private static Word withTildes(Word word) {
    Node.Assignment assignment = assignment(word);
    if (assignment == null
        || assignment.subscript() != null
        || !assignment.value().has(Part.Tilde.class)) {
      return word;
    }
    List<Part> parts = new ArrayList<>(assignment.value().parts());
    parts.addFirst(new Part.Literal(assignment.name() + (assignment.append() ? "+=" : "=")));
    return new Word(parts).as(word.written());
  }

  /// `a=$b` as a word that is not split.
  private static Word declared(Node.Assignment assignment) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Literal(assignment.name()));
    Word subscript = assignment.subscript();
    if (subscript != null) {
      parts.add(new Part.Quoted("["));
      parts.add(new Part.DoubleQuoted(quoted(subscript)));
      parts.add(new Part.Quoted("]"));
    }
    parts.add(new Part.Literal(assignment.append() ? "+=" : "="));
    if (assignment.compound() == null) {
      parts.add(new Part.DoubleQuoted(quoted(assignment.value())));
    } else {
      parts.addAll(assignment.value().parts());
    }
    return new Word(parts);
  }

  private static List<Part> quoted(Word word) {
    List<Part> quoted = new ArrayList<>();
    for (Part part : word.parts()) {
      quoted.add(part instanceof Part.Literal(String text) ? new Part.Quoted(text) : part);
    }
    return quoted;
  }

  /// Whether the word is `name=` or `name+=`, behind which `(` begins a list.
  static boolean isAssignmentWithoutValue(Word word) {
    String text = word.unquoted();
    return text != null && text.endsWith("=") && Names.isName(name(text));
  }

  private static String name(String text) {
    return text.substring(0, text.length() - (text.endsWith("+=") ? 2 : 1));
  }

  /// The word as `name=value`, or null when it is none.
  private static Node.@Nullable Assignment assignment(Word word) {
    if (word.parts().isEmpty() || !(word.parts().getFirst() instanceof Part.Literal(String text))) {
      return null;
    }
    int end = Names.nameEnd(text, 0);
    if (end > 0 && text.startsWith("[", end)) {
      return elementAssignment(word, text.substring(0, end));
    }
    boolean append = text.startsWith("+=", end);
    if (end == 0 || !(append || text.startsWith("=", end))) {
      return null;
    }
    int start = end + (append ? 2 : 1);
    String written = word.written();
    Word value =
        Tildes.inAssignment(from(word, 0, start))
            .as(written == null || written.length() < start ? null : written.substring(start));
    return new Node.Assignment(text.substring(0, end), null, append, value);
  }

  /// `name[subscript]=value`.
  private static Node.@Nullable Assignment elementAssignment(Word word, String name) {
    int depth = 0;
    for (int i = 0; i < word.parts().size(); i++) {
      if (!(word.parts().get(i) instanceof Part.Literal(String text))) {
        continue;
      }
      for (int at = i == 0 ? name.length() : 0; at < text.length(); at++) {
        depth += text.charAt(at) == '[' ? 1 : text.charAt(at) == ']' ? -1 : 0;
        if (depth > 0) {
          continue;
        }
        boolean append = text.startsWith("+=", at + 1);
        if (!append && !text.startsWith("=", at + 1)) {
          return null;
        }
        Word subscript = from(until(word, i, at), 0, name.length() + 1);
        Word value = Tildes.inAssignment(from(word, i, at + (append ? 3 : 2)));
        return new Node.Assignment(name, subscript, append, value);
      }
    }
    return null;
  }

  /// What follows the character `at` of the literal part `index`.
  private static Word from(Word word, int index, int at) {
    List<Part> rest = new ArrayList<>(word.parts().subList(index + 1, word.parts().size()));
    String text = ((Part.Literal) word.parts().get(index)).text();
    if (at < text.length()) {
      rest.addFirst(new Part.Literal(text.substring(at)));
    }
    return new Word(rest);
  }

  private static Word until(Word word, int index, int at) {
    List<Part> start = new ArrayList<>(word.parts().subList(0, index));
    String text = ((Part.Literal) word.parts().get(index)).text();
    start.add(new Part.Literal(text.substring(0, at)));
    return new Word(start);
  }

  /// The redirection that stands here, or null.
  @Nullable Redirection redirection() throws SyntaxException {
    Token token = lexer.peek();
    String written = "";
    if (token.kind() == Token.Kind.DESCRIPTOR) {
      written = token.reserved();
      lexer.take();
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
    int usual = operator.startsWith("<") ? 0 : 1;
    if (written.startsWith("{")) {
      Redirection inner = redirection(operator, usual, word, usual);
      return new Redirection.Named(written.substring(1, written.length() - 1), inner);
    }
    int number = written.isEmpty() ? -1 : Integer.parseInt(written);
    return redirection(operator, number < 0 ? usual : number, word, number);
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
    HereDocument document =
        new HereDocument(descriptor, delimiter, stripsTabs, lexer.source().line());
    lexer.await(document);
    return document;
  }
}
