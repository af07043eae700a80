package dev.patchbay.device;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;

/// A kind of devices that iproute2 has no words for: it ignores what is there.
public abstract class WordlessKind implements DeviceKind, KernelModule {
  /// A device of this kind, not registered yet.
  protected abstract NetDevice device(Netns netns);

  @Override
  public final Options parse(Args args, LinkParser links) {
    while (args.hasNext()) {
      args.skip();
    }
    return Options.NONE;
  }

  @Override
  public final NetDevice create(Netns netns, LinkRequest request, Links links)
      throws NetlinkException {
    NetDevice device = device(netns);
    links.register(device, request, name());
    return device;
  }

  @Override
  public final String help() {
    return "Usage: ... " + name() + "\n";
  }

  @Override
  public String path() {
    return "kernel/drivers/net/" + name() + ".ko";
  }

  @Override
  public final void unload(Machine machine) {
    Links.unregisterAll(machine, name());
  }
}
