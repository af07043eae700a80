package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `shift [n]`.
final class Shift implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    long count = words.isEmpty() ? 1 : Counts.of(shell, words.getFirst(), 1);
    List<String> positional = shell.positional();
    if (count < 0) {
      throw new CommandException(1, words.getFirst() + ": shift count out of range");
    }
    if (count > positional.size()) {
      if (shell.has(Option.POSIX) || shell.has(ShellOption.SHIFT_VERBOSE)) {
        throw new CommandException(shell.wording().status(1), shell.wording().notShifted(count));
      }
      return 1;
    }
    shell.positional(positional.subList((int) count, positional.size()));
    return 0;
  }
}
