package dev.patchbay.tools.hostname;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `nisdomainname`: shows or sets the domain of NIS, which must be set to be shown.
public final class Nisdomainname implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new MachineNames(process, "nisdomainname").run(args, MachineNames.What.NIS);
  }
}
