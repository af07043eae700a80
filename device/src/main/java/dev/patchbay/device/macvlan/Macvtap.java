package dev.patchbay.device.macvlan;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.Node;
import java.util.List;
import java.util.Map;

/// A macvlan whose frames a program may read and write (drivers/net/macvtap.c).
public final class Macvtap extends MacvlanKind implements KernelModule {
  @Override
  public String name() {
    return "macvtap";
  }

  @Override
  MacvlanDevice make(Netns netns, MacvlanPort port, MacvlanOptions words) throws NetlinkException {
    return MacvtapDevice.make(netns, this, port, words);
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice device) {
    return device instanceof MacvtapDevice macvtap ? macvtap.tap().sysFiles() : Map.of();
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
