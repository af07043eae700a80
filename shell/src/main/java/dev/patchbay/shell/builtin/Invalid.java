package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Shell;

/// The end of a special builtin that has told of a name that is none.
final class Invalid {
  private Invalid() {}

  /// The status; a strict shell takes a failure for an error, which ends it.
  static int of(Shell shell, int status) {
    if (status != 0 && shell.isStrict()) {
      throw new CommandException(shell.wording().status(status), "");
    }
    return status;
  }
}
