package dev.patchbay.filter.set;

import dev.patchbay.core.KernelModule;
import java.util.List;

/// The module that all types of sets share.
public final class IpSet implements KernelModule {
  @Override
  public String name() {
    return "ip_set";
  }

  @Override
  public List<String> dependencies() {
    return List.of("nfnetlink");
  }

  @Override
  public int size() {
    return 30884;
  }
}
