package dev.patchbay.qdisc.filter.ematch;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.filter.ematch.Tree.Relation;
import dev.patchbay.qdisc.filter.ematch.Tree.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an expression of matches: `EXPR := TERM [ { and | or } EXPR ]`, `TERM := [ not ] { MATCH |
/// '(' EXPR ')' }`. An argument may hold any part of it.
public final class EmatchWords {
  private static final Pattern TOKEN =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|[()]|[^\\s()\"]+");

  private static final String USAGE =
      """
      Usage: EXPR
      where: EXPR  := TERM [ { and | or } EXPR ]
             TERM  := [ not ] { MATCH | '(' EXPR ')' }
             MATCH := module '(' ARGS ')'
             ARGS := ARG1 ARG2 ...

      Example: a(x y) and not (b(x) or c(x y z))
      Illegal "ematch"\
      """;

  /// A word, a quoted text or a bracket, and the argument it stood in.
  private record Token(String text, boolean quoted, int argument) {
    boolean is(String word) {
      return !quoted && text.equals(word);
    }
  }

  private final List<String> arguments = new ArrayList<>();
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  private EmatchWords(Args args) {
    while (args.hasNext()) {
      String argument = args.next();
      Matcher matcher = TOKEN.matcher(argument);
      while (matcher.find()) {
        String quoted = matcher.group(1);
        tokens.add(
            new Token(quoted == null ? matcher.group() : quoted, quoted != null, arguments.size()));
      }
      arguments.add(argument);
    }
  }

  /// Reads an expression; what stands behind it is left. With nothing behind it the command takes
  /// its words for others.
  public static Ematch read(Args args) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    EmatchWords words = new EmatchWords(args);
    Ematch read = words.expression();
    int taken = words.next == 0 ? 0 : words.tokens.get(words.next - 1).argument + 1;
    taken = taken == words.arguments.size() ? 0 : taken;
    for (int i = taken; i < words.arguments.size(); i++) {
      args.back();
    }
    return read;
  }

  private @Nullable Token peek() {
    return next < tokens.size() ? tokens.get(next) : null;
  }

  private boolean accept(String word) {
    Token token = peek();
    boolean is = token != null && token.is(word);
    next += is ? 1 : 0;
    return is;
  }

  private Tree expression() {
    List<Term> terms = new ArrayList<>();
    Relation relation = Relation.AND;
    while (relation != Relation.END) {
      boolean inverted = accept("not");
      Ematch match = term();
      relation = accept("and") ? Relation.AND : accept("or") ? Relation.OR : Relation.END;
      terms.add(new Term(match, inverted, relation));
    }
    return new Tree(List.copyOf(terms));
  }

  private Ematch term() {
    if (accept("(")) {
      Tree inner = expression();
      if (!accept(")")) {
        throw syntaxError();
      }
      return inner;
    }
    Token name = peek();
    next++;
    if (name == null || !accept("(")) {
      throw syntaxError();
    }
    List<String> words = new ArrayList<>();
    while (!accept(")")) {
      Token word = peek();
      if (word == null) {
        next--;
        throw syntaxError();
      }
      words.add(word.text);
      next++;
    }
    return match(name, words);
  }

  private Ematch match(Token name, List<String> words) {
    // The command shows the argument in front of the one it looks at next.
    boolean last = tokens.get(next - 1).argument == arguments.size() - 1;
    String context = last ? "" : ">>" + arguments.get(name.argument) + "<< ";
    Words read = new Words(name.text, words, context);
    return switch (name.text) {
      case "cmp" -> Cmp.read(read);
      case "u32" -> U32.read(read);
      case "nbyte" -> Nbyte.read(read);
      case "meta" -> Meta.read(read);
      case "ipset", "ipt", "canid" ->
          throw new CommandException(1, "tc: patchbay has no ematch \"" + name.text + "\" yet.");
      default ->
          throw new CommandException(1, "Unknown ematch \"" + name.text + "\"\nIllegal \"ematch\"");
    };
  }

  private CommandException syntaxError() {
    StringBuilder shown = new StringBuilder();
    int wrong = next < tokens.size() ? tokens.get(next).argument : arguments.size() - 1;
    for (int i = 0; i <= wrong; i++) {
      shown.append(i == wrong ? ">>" + arguments.get(i) + "<<" : arguments.get(i)).append(' ');
    }
    return new CommandException(1, "Parse error: syntax error\n... " + shown + "...\n" + USAGE);
  }
}
