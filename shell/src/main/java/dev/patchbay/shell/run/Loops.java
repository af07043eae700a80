package dev.patchbay.shell.run;

import dev.patchbay.core.time.Bound;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.expand.ExpansionException;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Unparse;
import dev.patchbay.shell.syntax.Word;
import dev.patchbay.shell.text.Wording;
import java.util.Iterator;
import java.util.List;

/// Runs loops (XCU 2.9.4), `select` among them. The rounds of a loop that starts no program take
/// time, too.
final class Loops {
  /// So many rounds of loops take [#ROUNDS_TIME], in nanoseconds.
  private static final int ROUNDS = 1024;

  private static final long ROUNDS_TIME = 1_000_000;

  /// In every so many rounds a loop looks whether it has been ended from outside.
  private static final int LOOK = 16;

  private final Shell shell;
  private final Executor executor;
  private final Expander expander;
  private final Trace trace;
  private int rounds;

  Loops(Shell shell, Executor executor, Expander expander, Trace trace) {
    this.shell = shell;
    this.executor = executor;
    this.expander = expander;
    this.trace = trace;
  }

  int forEach(Node.For loop) {
    shell.line(loop.line());
    if (!Names.isName(loop.name()) && shell.wording() == Wording.DASH) {
      throw new ExpansionException(
          "Syntax error: Bad for loop variable", ExpansionException.Severity.SCRIPT);
    }
    if (!Names.isName(loop.name())) {
      shell.complain("`" + loop.name() + "': not a valid identifier");
      return executor.checked(1);
    }
    executor.trapActions().debug();
    List<Word> words = loop.words();
    Iterator<String> items = words == null ? shell.positional().iterator() : expander.each(words);
    return rounds(
        () -> {
          if (!items.hasNext()) {
            return false;
          }
          executor.assign(loop.name(), items.next());
          if (shell.has(Option.XTRACE)) {
            trace.head("for " + loop.name() + " in " + (words == null ? "\"$@\"" : written(words)));
          }
          return true;
        },
        () -> {},
        loop.body());
  }

  private static String written(List<Word> words) {
    return String.join(" ", words.stream().map(Unparse::word).toList());
  }

  /// `select`: shows the words with numbers, and runs the body for each answer.
  int select(Node.Select select) {
    shell.line(select.line());
    List<Word> words = select.words();
    List<String> items = words == null ? shell.positional() : expander.fields(words);
    Menu menu = new Menu(shell, items);
    return items.isEmpty() ? 0 : rounds(() -> menu.ask(select.name()), () -> {}, select.body());
  }

  int forArithmetic(Node.ForArithmetic loop) {
    shell.line(loop.line());
    try {
      executor.number(loop.first());
      return rounds(
          () -> loop.condition().parts().isEmpty() || executor.number(loop.condition()) != 0,
          () -> executor.number(loop.step()),
          loop.body());
    } catch (ExpansionException e) {
      shell.complain("((: " + e.getMessage());
      return executor.checked(1);
    }
  }

  int whileLoop(boolean until, Node condition, Node body) {
    return rounds(() -> (executor.condition(condition) == 0) != until, () -> {}, body);
  }

  /// What decides whether there is another round.
  private interface Again {
    boolean test();
  }

  /// Rounds of a loop until `again` says no or `break` ends them; the status is the last round's.
  private int rounds(Again again, Runnable step, Node body) {
    int status = 0;
    shell.loopDepth(shell.loopDepth() + 1);
    try {
      while (true) {
        passTime();
        try {
          if (!again.test()) {
            break;
          }
          status = executor.run(body);
        } catch (Jump.Loop jump) {
          status = 0;
          if (jump.levels() > 1) {
            throw new Jump.Loop(jump.again(), jump.levels() - 1);
          }
          if (!jump.again()) {
            break;
          }
        }
        step.run();
      }
    } finally {
      shell.loopDepth(shell.loopDepth() - 1);
    }
    shell.status(status);
    return status;
  }

  private void passTime() {
    if (++rounds % LOOK == 0) {
      look();
    }
  }

  private void look() {
    if (rounds == ROUNDS) {
      rounds = 0;
      shell.process().loop().sleep(ROUNDS_TIME, Bound.BOUNDED);
      if (shell.traps().hasPending()) {
        executor.trapActions().runPending();
      }
    } else {
      shell.process().checkpoint();
    }
  }
}
