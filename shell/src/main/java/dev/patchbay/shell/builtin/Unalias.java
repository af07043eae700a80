package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `unalias -a`, `unalias name…`.
final class Unalias implements Builtin {
  private static final String USAGE = "unalias: usage: unalias [-a] name [name ...]";

  @Override
  public int run(Shell shell, List<String> words) {
    Flags flags = Flags.of(words, "a", USAGE);
    if (flags.has('a')) {
      shell.aliases().clear();
      return 0;
    }
    if (flags.operands().isEmpty()) {
      shell.complainRaw(USAGE);
      throw new CommandException(2, "");
    }
    int status = 0;
    for (String name : flags.operands()) {
      if (shell.aliases().remove(name) == null) {
        shell.complain("unalias: " + name + ": not found");
        status = 1;
      }
    }
    return status;
  }
}
