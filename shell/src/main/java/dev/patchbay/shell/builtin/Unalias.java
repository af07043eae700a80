package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `unalias -a`, `unalias name…`.
final class Unalias implements Builtin {
  private static final String USAGE = "unalias: usage: unalias [-a] name [name ...]";

  @Override
  public int run(Shell shell, List<String> words) {
    Flags flags = Flags.of(shell, words, "a", USAGE);
    if (flags.has('a')) {
      shell.aliases().clear();
      return 0;
    }
    if (flags.operands().isEmpty() && shell.wording() == Wording.BASH) {
      shell.complainRaw(USAGE);
      throw new CommandException(2, "");
    }
    int status = 0;
    for (String name : flags.operands()) {
      if (shell.aliases().remove(name) == null) {
        Alias.tell(shell, shell.wording().nothingCalled("unalias", name));
        status = 1;
      }
    }
    return status;
  }
}
