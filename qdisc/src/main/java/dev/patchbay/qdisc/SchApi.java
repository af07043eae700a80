package dev.patchbay.qdisc;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Sysctl;
import java.util.List;
import java.util.Map;

/// Traffic control as a part of every machine (net/sched/sch_api.c).
public final class SchApi implements KernelModule {
  @Override
  public String name() {
    return "sch_api";
  }

  @Override
  public boolean isBuiltIn() {
    return true;
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    machine.trafficControl(DeviceTraffic::begin);
    Sysctl<MachineTraffic> defaultQdisc =
        Sysctl.of(
            "default_qdisc",
            MachineTraffic::defaultKind,
            (traffic, text) -> traffic.defaultKind(text.strip()));
    machine
        .sysctls()
        .add(
            "net/core",
            List.of(defaultQdisc),
            netns -> netns == machine.initialNetns() ? MachineTraffic.of(machine) : null);
  }
}
