package dev.patchbay.tools.iptables;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;

/// `ip6tables-save`: writes the rules of IPv6.
public final class Ip6tablesSave implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Session session = new Session(process, Variant.legacy(Family.IPV6, "-save"));
    return new Save(session).run(args.rest());
  }
}
