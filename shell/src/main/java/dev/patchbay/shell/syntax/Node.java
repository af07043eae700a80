package dev.patchbay.shell.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command as written. The records are the grammar of XCU 2.10, a record a form.
public sealed interface Node {

  /// `a=1 cat file >out`: assignments, words and redirections, any of them absent but not all.
  ///
  /// @param constants what the words expand to when that is always the same, else null
  record Simple(
      List<Assignment> assignments,
      List<Word> words,
      List<Redirection> redirections,
      int line,
      @Nullable List<String> constants)
      implements Node {
    public Simple(
        List<Assignment> assignments, List<Word> words, List<Redirection> redirections, int line) {
      this(assignments, words, redirections, line, constants(words));
    }

    private static @Nullable List<String> constants(List<Word> words) {
      List<String> constants = new ArrayList<>(words.size());
      for (Word word : words) {
        String constant = word.constant();
        if (constant == null) {
          return null;
        }
        constants.add(constant);
      }
      return List.copyOf(constants);
    }
  }

  /// `a | b | c`, and `! a | b`. Also `! a` alone.
  record Pipeline(boolean negated, List<Node> members) implements Node {}

  /// `a && b` or `a || b`.
  record AndOr(Node left, boolean and, Node right) implements Node {}

  /// `a; b & c`.
  record Sequence(List<Item> items) implements Node {
    /// One command of a list.
    public record Item(Node command, boolean background) {}
  }

  /// `( a )`.
  record Subshell(Node body) implements Node {}

  /// `{ a; }`.
  record Group(Node body) implements Node {}

  /// `for name in words; do …; done`; without words, for each positional parameter.
  record For(String name, @Nullable List<Word> words, Node body, int line) implements Node {}

  /// `select name in words; do …; done`.
  record Select(String name, @Nullable List<Word> words, Node body, int line) implements Node {}

  /// `for ((a; b; c)); do …; done`. A part that is empty is [Word#EMPTY].
  record ForArithmetic(Word first, Word condition, Word step, Node body, int line)
      implements Node {}

  /// `if …; then …; elif …; then …; else …; fi`.
  record If(List<Branch> branches, @Nullable Node otherwise) implements Node {
    /// A condition and what is done when it holds.
    public record Branch(Node condition, Node body) {}
  }

  /// `while …; do …; done`, or `until`.
  record Loop(boolean until, Node condition, Node body) implements Node {}

  /// `case word in pattern|pattern) …;; esac`.
  record Case(Word subject, List<Clause> clauses, int line) implements Node {
    /// Patterns, and what is done when one of them matches.
    public record Clause(List<Word> patterns, @Nullable Node body, Ending ending) {}

    /// What follows a clause that was run: `;;` ends, `;&` runs the next, `;;&` tries the next
    /// patterns.
    public enum Ending {
      END(";;"),
      RUN_NEXT(";&"),
      TRY_NEXT(";;&");

      private final String sign;

      Ending(String sign) {
        this.sign = sign;
      }

      /// How it is written.
      public String sign() {
        return sign;
      }
    }
  }

  /// `name() body`.
  record FunctionDefinition(String name, Node body, int line) implements Node {}

  /// `(( expression ))`.
  record ArithmeticCommand(Word expression, int line) implements Node {}

  /// `[[ condition ]]`.
  record ConditionalCommand(Condition condition, int line) implements Node {}

  /// `time pipeline`; with `-p` in POSIX's form.
  record Timed(boolean posix, Node command) implements Node {}

  /// A compound command with redirections.
  record Redirected(Node command, List<Redirection> redirections, int line) implements Node {}

  /// `coproc name command`: it runs beside the shell, which holds the other ends of its pipes.
  record Coprocess(String name, Node command) implements Node {}

  /// `name=value`, `name+=value`, `name[subscript]=value`, or `name=(…)` with a value that is a
  /// [Part.Compound].
  record Assignment(String name, @Nullable Word subscript, boolean append, Word value) {
    /// The words of `name=(…)`, or null when the value is a text.
    public Part.@Nullable Compound compound() {
      boolean is = value.parts().size() == 1 && value.parts().getFirst() instanceof Part.Compound;
      return is ? (Part.Compound) value.parts().getFirst() : null;
    }
  }
}
