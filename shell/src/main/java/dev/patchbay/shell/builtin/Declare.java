package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import dev.patchbay.shell.syntax.Node;
import java.util.List;

/// `declare [-fFgprx] [name[=value]…]`; inside a function the variables are its own.
final class Declare implements Builtin {
  private static final String USAGE =
      "declare: usage: declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux]"
          + " [name ...]";

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(words, "fFgprx", USAGE);
    if (flags.has('f') || flags.has('F')) {
      return functions(shell, flags);
    }
    if (flags.has('p')) {
      return show(shell, flags.operands());
    }
    if (flags.operands().isEmpty()) {
      Declaration.list(shell, variable -> shown(flags, variable));
      return 0;
    }
    int status = 0;
    for (String word : flags.operands()) {
      Declaration declaration = Declaration.of(shell, "declare", word);
      if (declaration == null) {
        status = 1;
      } else {
        declare(shell, flags, declaration);
      }
    }
    return status;
  }

  private static boolean shown(Flags flags, Variable variable) {
    return (!flags.has('r') || variable.isReadOnly()) && (!flags.has('x') || variable.isExported());
  }

  private static void declare(Shell shell, Flags flags, Declaration declaration) {
    if (shell.isInFunction() && !flags.has('g')) {
      shell.variables().makeLocal(declaration.name());
    }
    declaration.assign(shell);
    if (flags.has('x')) {
      shell.variables().export(declaration.name(), true);
    }
    if (flags.has('r')) {
      shell.variables().makeReadOnly(declaration.name());
    }
  }

  private static int show(Shell shell, List<String> names) throws FileException {
    if (names.isEmpty()) {
      Declaration.list(shell, variable -> true);
    }
    int status = 0;
    for (String name : names) {
      Variable variable = shell.variables().find(name);
      if (variable == null) {
        shell.complain("declare: " + name + ": not found");
        status = 1;
      } else {
        shell.print(Declaration.show(name, variable) + "\n");
      }
    }
    return status;
  }

  private static int functions(Shell shell, Flags flags) throws FileException {
    int status = 0;
    List<String> names =
        flags.operands().isEmpty() ? List.copyOf(shell.functions().keySet()) : flags.operands();
    for (String name : names) {
      Node.FunctionDefinition function = shell.functions().get(name);
      if (function == null) {
        status = 1;
      } else {
        boolean nameOnly = flags.has('F');
        String start = flags.operands().isEmpty() && nameOnly ? "declare -f " : "";
        shell.print(start + (nameOnly ? name : Meaning.text(function)) + "\n");
      }
    }
    return status;
  }
}
