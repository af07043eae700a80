package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Shell;

/// Numbers among the words of builtins.
final class Counts {
  private Counts() {}

  /// The number that the word is.
  ///
  /// @throws CommandException with this status when it is none
  static long of(Shell shell, String word, int status) {
    try {
      return Long.parseLong(word.strip());
    } catch (NumberFormatException e) {
      throw new CommandException(shell.wording().status(status), shell.wording().notNumeric(word));
    }
  }
}
