package dev.patchbay.shell;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `sh`: the same shell, which keeps to POSIX.
public final class Sh implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return Bash.run(process, args, true);
  }
}
