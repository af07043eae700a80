package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.tool.EchoText;
import java.util.List;

/// `echo [-neE] [word…]`.
final class Echo implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    shell.print(EchoText.of(words));
    return 0;
  }
}
