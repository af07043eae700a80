package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import java.util.List;

/// `export [-n] [name[=value]…]`, `export -p`.
final class Export implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags =
        Flags.of(
            shell, words, "fnp", "export: usage: export [-fn] [name[=value] ...] or export -p");
    if (flags.operands().isEmpty()) {
      if (shell.has(Option.POSIX)) {
        Declaration.list(shell, "export", Variable::isExported);
      } else {
        Declaration.list(shell, Variable::isExported);
      }
      return 0;
    }
    int status = 0;
    for (String word : flags.operands()) {
      Declaration declaration = Declaration.of(shell, "export", word);
      if (declaration == null) {
        status = 1;
        continue;
      }
      declaration.assign(shell);
      shell.variables().export(declaration.name(), !flags.has('n'));
    }
    return Invalid.of(shell, status);
  }
}
