package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.ExpansionException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `let expression…`: 0 when the last one is not zero.
final class Let implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    if (words.isEmpty()) {
      throw new CommandException(1, "expression expected");
    }
    long value = 0;
    for (String word : words) {
      try {
        value = shell.executor().expander().number(word);
      } catch (ExpansionException e) {
        throw new CommandException(1, String.valueOf(e.getMessage()));
      }
    }
    return value == 0 ? 1 : 0;
  }
}
