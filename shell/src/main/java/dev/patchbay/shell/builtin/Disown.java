package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Job;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `disown [-ahr] [%job…]`: the shell forgets the jobs, which go on.
final class Disown implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    Flags flags =
        Flags.of(shell, words, "ahr", "disown: usage: disown [-h] [-ar] [jobspec ... | pid ...]");
    if (flags.has('a')) {
      shell.jobs().all().forEach(shell.jobs()::forget);
      return 0;
    }
    for (String word : flags.operands().isEmpty() ? List.of("%%") : flags.operands()) {
      Job job = shell.jobs().find(word);
      if (job == null) {
        throw new CommandException(1, word + ": no such job");
      }
      if (!flags.has('h')) {
        shell.jobs().forget(job);
      }
    }
    return 0;
  }
}
