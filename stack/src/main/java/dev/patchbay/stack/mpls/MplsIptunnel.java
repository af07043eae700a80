package dev.patchbay.stack.mpls;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.MachineRoutes;
import java.util.List;
import java.util.Map;

/// The module by which routes of IP give their packets labels (`encap mpls`).
public final class MplsIptunnel implements KernelModule {
  @Override
  public String name() {
    return "mpls_iptunnel";
  }

  @Override
  public List<String> dependencies() {
    return List.of(MplsRouter.NAME);
  }

  @Override
  public List<String> followers() {
    return List.of("mpls_gso");
  }

  @Override
  public String path() {
    return "kernel/net/mpls/mpls_iptunnel.ko";
  }

  @Override
  public int size() {
    return 3068;
  }

  @Override
  public List<String> about() {
    return List.of(
        "license=GPL v2",
        "description=MultiProtocol Label Switching IP Tunnels",
        "softdep=post: mpls_gso",
        "alias=rtnl-lwt-MPLS");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    MachineRoutes.of(machine).labelSender(new MplsOutput());
  }

  @Override
  public int users(Machine machine) {
    return Fib.labelledHops(machine);
  }

  @Override
  public void unload(Machine machine) {
    MachineRoutes.of(machine).labelSender(null);
  }
}
