package dev.patchbay.tools.hostname;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `ypdomainname`: an old name of `nisdomainname`.
public final class Ypdomainname implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new MachineNames(process, "ypdomainname").run(args, MachineNames.What.NIS);
  }
}
