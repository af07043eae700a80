package dev.patchbay.filter.bridge;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The module that shows IP's hooks what only passes a bridge.
public final class BrNetfilter implements KernelModule {
  private static final String NAME = "br_netfilter";

  /// Whether a machine has the settings: they appear and vanish with the module.
  private static final class Settings implements MachinePart {
    static final Key<Settings> KEY = new Key<>(machine -> new Settings());
    private boolean isAdded;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> dependencies() {
    return List.of("bridge");
  }

  @Override
  public int size() {
    return 32768;
  }

  @Override
  public String path() {
    return "kernel/net/bridge/br_netfilter.ko";
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    Settings settings = machine.part(Settings.KEY);
    if (!settings.isAdded) {
      settings.isAdded = true;
      machine.sysctls().add("net/bridge", settings(), BrNetfilter::holder);
    }
  }

  private static @Nullable BridgeFilter holder(Netns netns) {
    return netns.machine().modules().isLoaded(NAME) ? netns.part(BridgeFilter.KEY) : null;
  }

  private static List<Sysctl<BridgeFilter>> settings() {
    return List.of(
        Sysctl.integer(
            "bridge-nf-call-arptables", f -> f.callArptables, (f, on) -> f.callArptables = on),
        Sysctl.integer(
            "bridge-nf-call-ip6tables", f -> f.callIp6tables, (f, on) -> f.callIp6tables = on),
        Sysctl.integer(
            "bridge-nf-call-iptables", f -> f.callIptables, (f, on) -> f.callIptables = on),
        never("bridge-nf-filter-pppoe-tagged"),
        never("bridge-nf-filter-vlan-tagged"),
        never("bridge-nf-pass-vlan-input-dev"));
  }

  /// A setting that stays off: what it would turn on is not done here.
  private static Sysctl<BridgeFilter> never(String name) {
    return Sysctl.integer(name, 0, 0, f -> 0, (f, off) -> {});
  }

  @Override
  public void enter(Netns netns) {
    netns.part(BridgeFilter.KEY).enter();
  }

  @Override
  public void leave(Netns netns) {
    netns.part(BridgeFilter.KEY).leave();
  }
}
