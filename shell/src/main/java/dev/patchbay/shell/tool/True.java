package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;

/// `true`.
public final class True implements Command {
  @Override
  public int run(Process process, Args args) {
    return 0;
  }
}
