package dev.patchbay.tools.hostname;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `dnsdomainname`: shows the domain that the machine's name is in.
public final class Dnsdomainname implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new MachineNames(process, "dnsdomainname").run(args, MachineNames.What.DNS);
  }
}
