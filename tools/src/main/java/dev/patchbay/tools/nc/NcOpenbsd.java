package dev.patchbay.tools.nc;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `nc.openbsd`: another name of [Nc].
public final class NcOpenbsd implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new Nc().run(process, args);
  }
}
