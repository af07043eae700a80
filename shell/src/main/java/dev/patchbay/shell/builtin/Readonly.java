package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import dev.patchbay.shell.run.Variable.Attribute;
import java.util.List;

/// `readonly [-aAf] [name[=value]…]`, `readonly -p`.
final class Readonly implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags =
        Flags.of(
            shell,
            words,
            "aAfp",
            "readonly: usage: readonly [-aAf] [name[=value] ...] or readonly -p");
    if (flags.operands().isEmpty()) {
      if (shell.has(Option.POSIX)) {
        Declaration.list(shell, "readonly", Variable::isReadOnly);
      } else {
        Declaration.list(shell, Variable::isReadOnly);
      }
      return 0;
    }
    if (flags.has('f')) {
      flags.operands().forEach(shell.functions()::protect);
      return 0;
    }
    int status = 0;
    for (String word : flags.operands()) {
      Declaration declaration = Declaration.of(shell, "readonly", word);
      if (declaration == null) {
        status = 1;
        continue;
      }
      if (flags.has('A') || flags.has('a')) {
        shell.variables().makeArray(declaration.name(), flags.has('A'));
      }
      declaration.assign(shell);
      shell.variables().set(declaration.name(), Attribute.READ_ONLY, true);
    }
    return Invalid.of(shell, status);
  }
}
