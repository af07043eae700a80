package dev.patchbay.device.ipvlan;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.Node;
import dev.patchbay.device.tap.TapClass;
import java.util.List;
import java.util.Map;

/// An ipvlan whose frames a program may read and write (drivers/net/ipvlan/ipvtap.c).
public final class Ipvtap extends IpvlanKind implements KernelModule {
  private static final MachinePart.Key<TapClass> CLASS = TapClass.key("ipvtap", 251);

  @Override
  public String name() {
    return "ipvtap";
  }

  @Override
  IpvlanDevice make(Netns netns, IpvlanPort port) throws NetlinkException {
    IpvlanDevice device = new IpvlanDevice(netns, this, port, 0);
    device.becomeTap(netns.machine().part(CLASS));
    device.refuseRxHandlers();
    return device;
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice device) {
    return device instanceof IpvlanDevice ipvtap ? ipvtap.tapFiles() : Map.of();
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
