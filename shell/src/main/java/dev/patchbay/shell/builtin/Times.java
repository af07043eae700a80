package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;

/// `times`: nothing in a lab takes processor time.
final class Times implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    shell.print("0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n");
    return 0;
  }
}
