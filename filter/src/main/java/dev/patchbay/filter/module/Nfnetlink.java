package dev.patchbay.filter.module;

import dev.patchbay.core.KernelModule;

/// The module by which programs speak with netfilter.
public final class Nfnetlink implements KernelModule {
  @Override
  public String name() {
    return "nfnetlink";
  }

  @Override
  public int size() {
    return 7869;
  }
}
