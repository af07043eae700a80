package dev.patchbay.filter.module;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.filter.log.LogSettings;
import java.util.Map;

/// What every kernel with netfilter has from the start: who may write to its log.
public final class Netfilter implements KernelModule {
  @Override
  public String name() {
    return "netfilter";
  }

  @Override
  public boolean isBuiltIn() {
    return true;
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    LogSettings.load(machine);
  }
}
