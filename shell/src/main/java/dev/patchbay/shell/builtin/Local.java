package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `local [-rx] name[=value]…`: variables of the function at hand.
final class Local implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    if (!shell.isInFunction()) {
      throw new CommandException(1, "can only be used in a function");
    }
    Flags flags = Flags.of(words, "rx", "local: usage: local [option] name[=value] ...");
    int status = 0;
    for (String word : flags.operands()) {
      Declaration declaration = Declaration.of(shell, "local", word);
      if (declaration == null) {
        status = 1;
        continue;
      }
      shell.variables().makeLocal(declaration.name());
      declaration.assign(shell);
      if (flags.has('x')) {
        shell.variables().export(declaration.name(), true);
      }
      if (flags.has('r')) {
        shell.variables().makeReadOnly(declaration.name());
      }
    }
    return status;
  }
}
