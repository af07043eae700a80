package dev.patchbay.shell.builtin;

import dev.patchbay.core.Exit;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `exec [command…]`: the program takes the place of the shell. Without words only the redirections
/// count, which stay.
final class Exec implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    Flags flags =
        Flags.of(
            shell,
            words,
            "cla:",
            "exec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]");
    if (flags.operands().isEmpty()) {
      return 0;
    }
    try {
      int status = shell.executor().launcher().become(flags.operands());
      throw new Exit(status);
    } catch (CommandException e) {
      shell.complain("exec: " + e.message());
      throw new Exit(e.status());
    }
  }
}
