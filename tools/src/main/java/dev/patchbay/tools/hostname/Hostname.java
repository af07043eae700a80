package dev.patchbay.tools.hostname;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `hostname`: shows or sets the name of the machine.
public final class Hostname implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new MachineNames(process, "hostname").run(args, MachineNames.What.HOST);
  }
}
