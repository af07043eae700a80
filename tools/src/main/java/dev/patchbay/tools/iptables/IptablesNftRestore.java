package dev.patchbay.tools.iptables;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;

/// `iptables-nft-restore`: reads the rules of IPv4.
public final class IptablesNftRestore implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Session session = new Session(process, Variant.nft(Family.IPV4, "-restore"));
    return new Restore(session).run(args.rest());
  }
}
