package dev.patchbay.device.bridge;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module of logical link control (IEEE 802.2), which spanning tree packets are carried in. The
/// bridge itself does its work here; the module is there to be listed and needed.
public final class Llc implements KernelModule {
  @Override
  public String name() {
    return "llc";
  }

  @Override
  public List<String> dependencies() {
    return List.of();
  }

  @Override
  public String path() {
    return "kernel/net/llc/llc.ko";
  }

  @Override
  public int size() {
    return 4052;
  }

  @Override
  public List<String> about() {
    return List.of("description=LLC IEEE 802.2 core support", "license=GPL");
  }
}
