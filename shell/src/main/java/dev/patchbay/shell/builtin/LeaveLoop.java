package dev.patchbay.shell.builtin;

import dev.patchbay.core.Exit;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Jump;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `break [n]` and `continue [n]`.
final class LeaveLoop implements Builtin {
  private static final int NOT_A_NUMBER = 128;

  private final boolean again;

  LeaveLoop(boolean again) {
    this.again = again;
  }

  @Override
  public int run(Shell shell, List<String> words) {
    if (shell.loopDepth() == 0) {
      if (shell.wording() == Wording.DASH) {
        if (!words.isEmpty()) {
          levels(shell, words.getFirst());
        }
        return 0;
      }
      shell.complain(
          (again ? "continue" : "break")
              + ": only meaningful in a `for', `while', or `until' loop");
      return 0;
    }
    long levels = words.isEmpty() ? 1 : levels(shell, words.getFirst());
    if (levels < 1) {
      throw new CommandException(
          shell.wording().status(1),
          shell
              .wording()
              .notNumeric(words.getFirst(), words.getFirst() + ": loop count out of range"));
    }
    throw new Jump.Loop(again, (int) Math.min(levels, shell.loopDepth()));
  }

  /// What is no number ends the shell.
  private long levels(Shell shell, String word) {
    try {
      return Counts.of(shell, word, NOT_A_NUMBER);
    } catch (CommandException e) {
      shell.complain((again ? "continue" : "break") + ": " + e.message());
      throw new Exit(e.status());
    }
  }
}
