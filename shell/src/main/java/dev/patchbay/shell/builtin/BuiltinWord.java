package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `builtin name [argument…]`.
final class BuiltinWord implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    if (words.isEmpty()) {
      return 0;
    }
    Builtin builtin = shell.builtins().get(words.getFirst());
    if (builtin == null) {
      throw new CommandException(1, words.getFirst() + ": not a shell builtin");
    }
    return builtin.run(shell, words.subList(1, words.size()));
  }
}
