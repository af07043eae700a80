package dev.patchbay.shell.builtin;

import dev.patchbay.core.Exit;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Jump;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `return [n]`.
final class Return implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    if (!shell.canReturn() && shell.wording() == Wording.BASH) {
      throw new CommandException(2, "can only `return' from a function or sourced script");
    }
    int status = shell.leavingStatus();
    if (!words.isEmpty()) {
      try {
        status = (int) (Counts.of(shell, words.getFirst(), 2) & 0xff);
      } catch (CommandException e) {
        shell.complain("return: " + e.message());
        status = 2;
        if (shell.wording() == Wording.DASH) {
          throw new Exit(status);
        }
      }
    }
    if (!shell.canReturn()) {
      // Dash returns from the script.
      throw new Exit(status);
    }
    throw new Jump.Return(status);
  }
}
