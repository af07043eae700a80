package dev.patchbay.filter.module;

import dev.patchbay.core.KernelModule;

/// The module that all tables share.
public final class XTables implements KernelModule {
  @Override
  public String name() {
    return "x_tables";
  }

  @Override
  public int size() {
    return 20561;
  }
}
