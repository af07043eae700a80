package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// A command that only a shell at a terminal has a use for: it is refused.
final class Interactive implements Builtin {
  private final String why;

  Interactive(String why) {
    this.why = why;
  }

  @Override
  public int run(Shell shell, List<String> words) {
    throw new CommandException(1, why);
  }
}
