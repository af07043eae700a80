package dev.patchbay.filter.conntrack;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import java.util.List;
import java.util.Map;

/// The module of connection tracking: its settings, and its tables under `/proc/net`.
public final class NfConntrack implements KernelModule {
  @Override
  public String name() {
    return "nf_conntrack";
  }

  @Override
  public List<String> dependencies() {
    return List.of("nf_defrag_ipv4", "nf_defrag_ipv6");
  }

  @Override
  public int size() {
    return 99163;
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    ConntrackSysctls.add(machine);
    ConntrackFiles.add(machine);
  }
}
