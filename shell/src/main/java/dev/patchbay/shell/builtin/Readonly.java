package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import java.util.List;

/// `readonly [name[=value]…]`, `readonly -p`.
final class Readonly implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags =
        Flags.of(words, "p", "readonly: usage: readonly [-aAf] [name[=value] ...] or readonly -p");
    if (flags.operands().isEmpty()) {
      Declaration.list(shell, Variable::isReadOnly);
      return 0;
    }
    int status = 0;
    for (String word : flags.operands()) {
      Declaration declaration = Declaration.of(shell, "readonly", word);
      if (declaration == null) {
        status = 1;
        continue;
      }
      declaration.assign(shell);
      shell.variables().makeReadOnly(declaration.name());
    }
    return status;
  }
}
