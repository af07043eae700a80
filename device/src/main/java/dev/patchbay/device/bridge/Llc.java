package dev.patchbay.device.bridge;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.device.bridge.stp.BpduInput;
import dev.patchbay.packet.EtherType;
import java.util.List;
import java.util.Map;

/// The module of logical link control (IEEE 802.2), which spanning tree packets are carried in: the
/// only service here.
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
  public void load(Machine machine, Map<String, String> parameters) {
    machine.addProtocol(EtherType.P_802_2, new BpduInput());
  }

  @Override
  public void unload(Machine machine) {
    machine.removeProtocol(EtherType.P_802_2);
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
