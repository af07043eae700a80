package dev.patchbay.tools.iptables;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;

/// `iptables-legacy`: shows and changes the rules of IPv4.
public final class IptablesLegacy implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Session session = new Session(process, Variant.legacy(Family.IPV4, ""));
    return session.run(args.rest());
  }
}
