package dev.patchbay.tools.hostname;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `domainname`: shows or sets the domain of NIS.
public final class Domainname implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new MachineNames(process, "domainname").run(args, MachineNames.What.DOMAIN);
  }
}
