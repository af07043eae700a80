package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.tool.TestExpression;
import java.util.List;

/// `[ … ]`.
final class Bracket implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    if (words.isEmpty() || !words.getLast().equals("]")) {
      throw new CommandException(2, shell.wording().noBracket());
    }
    return TestExpression.holds(shell.process(), words.subList(0, words.size() - 1)) ? 0 : 1;
  }
}
