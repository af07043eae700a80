package dev.patchbay.device.macvlan;

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

/// A macvlan whose frames a program may read and write (drivers/net/macvtap.c).
public final class Macvtap extends MacvlanKind implements KernelModule {
  private static final MachinePart.Key<TapClass> CLASS = TapClass.key("macvtap", 252);

  @Override
  public String name() {
    return "macvtap";
  }

  @Override
  MacvlanDevice make(Netns netns, MacvlanPort port, MacvlanOptions words) throws NetlinkException {
    MacvlanDevice device = new MacvlanDevice(netns, this, port, words, 0);
    device.becomeTap(netns.machine().part(CLASS));
    return device;
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice device) {
    return device instanceof MacvlanDevice macvtap ? macvtap.tapFiles() : Map.of();
  }

  @Override
  public List<String> dependencies() {
    return List.of("tap", "macvlan");
  }

  @Override
  public String path() {
    return "kernel/drivers/net/macvtap.ko";
  }

  @Override
  public int size() {
    return 3117;
  }

  @Override
  public List<String> about() {
    return List.of(
        "license=GPL", "author=Arnd Bergmann <arnd@arndb.de>", "alias=rtnl-link-macvtap");
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
  }
}
