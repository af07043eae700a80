package dev.patchbay.shell.builtin;

import dev.patchbay.core.Exit;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Dialogue;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `exit [n]`.
final class ExitShell implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    int status = shell.leavingStatus();
    if (!words.isEmpty()) {
      try {
        status = (int) (Counts.of(shell, words.getFirst(), 2) & 0xff);
      } catch (CommandException e) {
        shell.complain("exit: " + e.message());
        status = 2;
      }
    }
    Dialogue dialogue = shell.dialogue();
    if (dialogue != null && !dialogue.leaves()) {
      return 1;
    }
    throw new Exit(status);
  }
}
