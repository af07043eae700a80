package dev.patchbay.device.tap;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module that macvtap and ipvtap share.
public final class Tap implements KernelModule {
  @Override
  public String name() {
    return "tap";
  }

  @Override
  public String path() {
    return "kernel/drivers/net/tap.ko";
  }

  @Override
  public int size() {
    return 16556;
  }

  @Override
  public List<String> about() {
    return List.of(
        "license=GPL",
        "author=Sainath Grandhi <sainath.grandhi@intel.com>",
        "author=Arnd Bergmann <arnd@arndb.de>");
  }
}
