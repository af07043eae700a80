package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `[ … ]`.
final class Bracket implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    if (words.isEmpty() || !words.getLast().equals("]")) {
      throw new CommandException(2, shell.wording().noBracket());
    }
    return TestWord.run(shell, words.subList(0, words.size() - 1));
  }
}
