package dev.patchbay.tools.ping;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `ping4`: [Ping], which goes by the name it was called.
public final class Ping4 implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new Ping().run(process, args);
  }
}
