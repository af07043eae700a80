package dev.patchbay.device.can;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.device.WordlessKind;
import java.util.List;

/// A CAN bus that nobody else is on (drivers/net/can/vcan.c).
public final class Vcan extends WordlessKind {
  @Override
  public String name() {
    return "vcan";
  }

  @Override
  protected NetDevice device(Netns netns) {
    return new CanDevice(netns, this);
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
}
