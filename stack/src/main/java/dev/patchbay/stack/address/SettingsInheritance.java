package dev.patchbay.stack.address;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import java.util.EnumMap;
import java.util.Map;

/// What the settings of a new namespace begin with (`net.core.devconf_inherit_init_net`): 0, those
/// of the initial namespace for IPv4 and Linux's own for IPv6; 1, those of the initial namespace;
/// 2, Linux's own.
final class SettingsInheritance implements MachinePart {
  private static final Key<SettingsInheritance> KEY = new Key<>(m -> new SettingsInheritance());
  private static final int LINUX_OWN = 2;

  private final Map<Family, NetnsSettings> initial = new EnumMap<>(Family.class);
  private final Map<Family, NetnsSettings> unwritten = new EnumMap<>(Family.class);
  private int mode;

  private SettingsInheritance() {}

  static SettingsInheritance of(Machine machine) {
    return machine.part(KEY);
  }

  int mode() {
    return mode;
  }

  void mode(int value) {
    mode = value;
  }

  /// The settings a namespace begins with. The first one that asks is the initial one.
  NetnsSettings begin(Netns netns, Family family) {
    boolean inherits = family == Family.IPV4 ? mode != LINUX_OWN : mode == 1;
    NetnsSettings model = (inherits ? initial : unwritten).get(family);
    if (model != null) {
      return new NetnsSettings(netns, model);
    }
    NetnsSettings first = new NetnsSettings(netns, family);
    initial.put(family, first);
    unwritten.put(family, new NetnsSettings(netns, first));
    return first;
  }
}
