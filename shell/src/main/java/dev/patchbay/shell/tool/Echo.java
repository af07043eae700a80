package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `echo [-neE] [word…]`.
public final class Echo implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    new Program(process).print(EchoText.of(args.rest()));
    return 0;
  }
}
