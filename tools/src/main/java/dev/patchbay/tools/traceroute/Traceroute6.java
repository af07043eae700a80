package dev.patchbay.tools.traceroute;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `traceroute6`: [Traceroute], which goes by the name it was called.
public final class Traceroute6 implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new Traceroute().run(process, args);
  }
}
