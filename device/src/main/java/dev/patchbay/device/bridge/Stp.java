package dev.patchbay.device.bridge;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module of what bridges and VLANs share of the spanning tree protocol. The bridge itself does
/// its work here; the module is there to be listed and needed.
public final class Stp implements KernelModule {
  @Override
  public String name() {
    return "stp";
  }

  @Override
  public List<String> dependencies() {
    return List.of("llc");
  }

  @Override
  public String path() {
    return "kernel/net/802/stp.ko";
  }

  @Override
  public int size() {
    return 1785;
  }

  @Override
  public List<String> about() {
    return List.of("license=GPL");
  }
}
