package dev.patchbay.device.can;

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
import java.util.List;

/// A CAN bus that nobody else is on (drivers/net/can/vcan.c).
public final class Vcan implements DeviceKind, KernelModule {
  @Override
  public String name() {
    return "vcan";
  }

  /// iproute2 has no words for it, and ignores what is there.
  @Override
  public Options parse(Args args, LinkParser links) {
    while (args.hasNext()) {
      args.skip();
    }
    return Options.NONE;
  }

  @Override
  public String help() {
    return "Usage: ... vcan\n";
  }

  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    NetDevice device = new CanDevice(netns, this);
    links.register(device, request, name());
    return device;
  }

  @Override
  public List<String> dependencies() {
    return List.of("can_dev");
  }

  @Override
  public String path() {
    return "kernel/drivers/net/can/vcan.ko";
  }

  @Override
  public int size() {
    return 3667;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-vcan",
        "author=Urs Thuermann <urs.thuermann@volkswagen.de>",
        "license=Dual BSD/GPL",
        "description=virtual CAN interface",
        "parm=echo:Echo sent frames (for testing). Default: 0 (Off) (bool)");
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
  }
}
