package dev.patchbay.device.vrf;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;

/// What `ip link` says about the ports of a routing domain: `vrf_slave`. There is nothing to set.
public final class VrfSlave implements PortKind {
  private static final Options NONE = new Options() {};

  /// That a device is a port of the domain.
  record VrfPort(VrfDevice domain) implements Port {
    @Override
    public PortKind kind() {
      return KIND;
    }
  }

  private static final PortKind KIND = new VrfSlave();

  private record Shown(int table) implements Snapshot {}

  @Override
  public String name() {
    return "vrf_slave";
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    while (args.hasNext()) {
      args.skip();
    }
    return NONE;
  }

  @Override
  public void change(NetDevice port, Options options) throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  @Override
  public Snapshot snapshot(NetDevice port) {
    return new Shown(port.port() instanceof VrfPort own ? own.domain.table() : 0);
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (snapshot instanceof Shown shown) {
      out.number("table", "table ", Integer.toUnsignedLong(shown.table), " ");
    }
  }
}
