package dev.patchbay.device.ipvlan;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.Node;
import java.util.List;
import java.util.Map;

/// An ipvlan whose frames a program may read and write (drivers/net/ipvlan/ipvtap.c).
public final class Ipvtap extends IpvlanKind implements KernelModule {
  @Override
  public String name() {
    return "ipvtap";
  }

  @Override
  IpvlanDevice make(Netns netns, IpvlanPort port) throws NetlinkException {
    return IpvtapDevice.make(netns, this, port);
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice device) {
    return device instanceof IpvtapDevice ipvtap ? ipvtap.tap().sysFiles() : Map.of();
  }

  @Override
  public List<String> dependencies() {
    return List.of("tap", "ipvlan");
  }

  @Override
  public String path() {
    return "kernel/drivers/net/ipvlan/ipvtap.ko";
  }

  @Override
  public int size() {
    return 3002;
  }

  @Override
  public List<String> about() {
    return List.of(
        "license=GPL",
        "author=Sainath Grandhi <sainath.grandhi@intel.com>",
        "alias=rtnl-link-ipvtap");
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
  }
}
