package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `command [-pVv] name [argument…]`: runs it past functions, or tells what it is.
final class CommandWord implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "pVv", "command: usage: command [-pVv] command [arg ...]");
    List<String> operands = flags.operands();
    if (operands.isEmpty()) {
      return 0;
    }
    if (!flags.has('v') && !flags.has('V')) {
      return shell.executor().launcher().runWords(operands, false);
    }
    int status = shell.wording() == Wording.DASH ? 127 : 1;
    for (String name : operands) {
      Meaning meaning = Meaning.of(shell, name);
      if (meaning != null) {
        shell.print((flags.has('V') ? meaning.sentence() : meaning.word()) + "\n");
        status = 0;
      } else if (flags.has('V')) {
        shell.complain("command: " + name + ": not found");
      }
    }
    return status;
  }
}
