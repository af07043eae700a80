package dev.patchbay.device.vlan;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetdeviceNotifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The module of VLAN devices.
public final class Ieee8021q implements KernelModule {
  private @Nullable NetdeviceNotifier notifier;

  @Override
  public String name() {
    return "8021q";
  }

  @Override
  public String path() {
    return "kernel/net/8021q/8021q.ko";
  }

  @Override
  public int size() {
    return 23566;
  }

  @Override
  public List<String> about() {
    return List.of("version=1.8", "license=GPL", "alias=rtnl-link-vlan");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    notifier = new VlanNotifier();
    machine.notifiers().add(notifier);
    VlanFiles.add(machine);
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, "vlan");
    if (notifier != null) {
      machine.notifiers().remove(notifier);
    }
  }
}
