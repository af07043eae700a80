package dev.patchbay.stack.route;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import org.jspecify.annotations.Nullable;

/// What routing keeps for a machine: its settings, who chooses IPv6's sources and knows its
/// routers, and the keys that inner lookups use again and again.
public final class MachineRoutes implements MachinePart {
  private static final Key<MachineRoutes> KEY = new Key<>(MachineRoutes::new);

  private final Flow question = new Flow();
  private final Flow back = new Flow();
  private SourceSelection sourceSelection = MachineRoutes::firstUsable;
  private RouterReachability gatewayReachability = (device, hi, lo) -> false;
  private RouterReachability routerReachability = (device, hi, lo) -> false;

  private @Nullable LabelSender labelSender;

  private final int[] settings = new int[MachineRouteSetting.values().length];

  /// What hashes of flows begin with: one for all namespaces, as a kernel has.
  private final long hashSeed;

  private MachineRoutes(Machine machine) {
    hashSeed = machine.world().random(machine.name() + "/multipath").nextLong();
    for (MachineRouteSetting setting : MachineRouteSetting.values()) {
      settings[setting.ordinal()] = setting.initial();
    }
  }

  public static MachineRoutes of(Machine machine) {
    return machine.part(KEY);
  }

  public int setting(MachineRouteSetting setting) {
    return settings[setting.ordinal()];
  }

  void setting(MachineRouteSetting setting, int value) {
    settings[setting.ordinal()] = value;
  }

  long hashSeed() {
    return hashSeed;
  }

  /// For the kind of an address.
  Flow question() {
    return question;
  }

  /// For the way back to a source.
  Flow back() {
    return back;
  }

  SourceSelection sourceSelection() {
    return sourceSelection;
  }

  void sourceSelection(SourceSelection value) {
    sourceSelection = value;
  }

  RouterReachability gatewayReachability() {
    return gatewayReachability;
  }

  void gatewayReachability(RouterReachability value) {
    gatewayReachability = value;
  }

  RouterReachability routerReachability() {
    return routerReachability;
  }

  void routerReachability(RouterReachability value) {
    routerReachability = value;
  }

  /// Who sends packets of routes that give them labels, or null while nobody does.
  public @Nullable LabelSender labelSender() {
    return labelSender;
  }

  public void labelSender(@Nullable LabelSender value) {
    labelSender = value;
  }

  /// Without anybody who knows better: the device's first address that may be used.
  private static boolean firstUsable(Netns netns, @Nullable NetDevice device, Flow flow) {
    InterfaceAddress own =
        Addresses.of(netns).find(Family.IPV6, flow.destinationHi, flow.destinationLo, null);
    InterfaceAddress chosen = own != null || device == null ? own : firstUsable(device);
    if (chosen == null) {
      return false;
    }
    flow.sourceHi = chosen.localHi();
    flow.sourceLo = chosen.localLo();
    return true;
  }

  private static @Nullable InterfaceAddress firstUsable(NetDevice device) {
    InetDevice part = InetDevice.inet6(device);
    for (int i = 0; part != null && i < part.addressCount(); i++) {
      if (!part.address(i).isTentative()) {
        return part.address(i);
      }
    }
    return null;
  }
}
