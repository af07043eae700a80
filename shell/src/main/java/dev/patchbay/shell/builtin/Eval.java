package dev.patchbay.shell.builtin;

import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `eval word…`: the words, joined by blanks, are commands.
final class Eval implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    Flags flags = Flags.of(shell, words, "", "eval: usage: eval [arg ...]");
    return shell.interpreter().evaluate(String.join(" ", flags.operands()));
  }
}
