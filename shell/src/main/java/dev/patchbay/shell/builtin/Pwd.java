package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `pwd [-L|-P]`.
final class Pwd implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "LP", "pwd: usage: pwd [-LP]");
    String directory = shell.process().directory();
    shell.print((flags.has('P') ? shell.process().files().canonical(directory) : directory) + "\n");
    return 0;
  }
}
