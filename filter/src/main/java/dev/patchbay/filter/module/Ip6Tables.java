package dev.patchbay.filter.module;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Map;

/// The module of tables for IPv6: tells which a namespace uses (`/proc/net/ip6_tables_names`).
public final class Ip6Tables implements KernelModule {
  @Override
  public String name() {
    return "ip6_tables";
  }

  @Override
  public List<String> dependencies() {
    return List.of("x_tables");
  }

  @Override
  public int size() {
    return 12111;
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    TableFiles.add(machine, Family.IPV6, "ip6_tables");
  }
}
