package dev.patchbay.device.team;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;

/// What `ip link` says about ports of a team: their kind, and nothing else.
public final class TeamSlave implements PortKind {
  private static final Options NO_OPTIONS = new Options() {};

  @Override
  public String name() {
    return "team_slave";
  }

  /// iproute2 has no words for it, and ignores what is there.
  @Override
  public Options parse(Args args, LinkParser links) {
    while (args.hasNext()) {
      args.skip();
    }
    return NO_OPTIONS;
  }

  @Override
  public void change(NetDevice port, Options options) throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  @Override
  public Snapshot snapshot(NetDevice port) {
    return Snapshot.NONE;
  }

  @Override
  public void show(Snapshot snapshot, Output out) {}

  @Override
  public String help() {
    return "Usage: ... team_slave\n";
  }
}
