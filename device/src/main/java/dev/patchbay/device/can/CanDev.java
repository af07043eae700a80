package dev.patchbay.device.can;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module of what CAN devices have in common.
public final class CanDev implements KernelModule {
  @Override
  public String name() {
    return "can_dev";
  }

  @Override
  public String path() {
    return "kernel/drivers/net/can/dev/can-dev.ko";
  }

  @Override
  public int size() {
    return 20604;
  }

  @Override
  public List<String> about() {
    return List.of(
        "author=Wolfgang Grandegger <wg@grandegger.com>",
        "license=GPL v2",
        "description=CAN device driver interface",
        "alias=rtnl-link-can");
  }
}
