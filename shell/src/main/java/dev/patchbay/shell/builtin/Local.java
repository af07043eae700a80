package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Declarations;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import java.util.List;

/// `local [option] name[=value]…`: variables of the function at hand.
final class Local implements Builtin {
  private final Declare declare = new Declare("local");

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    if (!shell.isInFunction()) {
      throw new CommandException(shell.wording().status(1), shell.wording().notInFunction());
    }
    Flags flags =
        Flags.signed(
            shell, words, "aAfFgiIlnprtux", "local: usage: local [option] name[=value] ...");
    if (flags.operands().isEmpty()) {
      for (String name : shell.variables().locals()) {
        Variable variable = shell.variables().findReference(name);
        if (variable != null) {
          shell.print(Declarations.plain(name, variable) + "\n");
        }
      }
      return 0;
    }
    int status = 0;
    for (String word : flags.operands()) {
      Declaration declaration = Declaration.of(shell, "local", word);
      boolean done = declaration != null && declare.declare(shell, flags, declaration, true);
      status = done ? status : 1;
    }
    return status;
  }
}
