package dev.patchbay.stack.address;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// What the settings of a new namespace begin with (`net.core.devconf_inherit_init_net`): 0, those
/// of the initial namespace for IPv4 and Linux's own for IPv6; 1, those of the initial namespace;
/// 2, Linux's own.
final class SettingsInheritance implements MachinePart {
  private static final Key<SettingsInheritance> KEY = new Key<>(m -> new SettingsInheritance());
  private static final int LINUX_OWN = 2;

  private @Nullable NetnsSettings inet;
  private @Nullable NetnsSettings inet6;
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
    NetnsSettings initial = family == Family.IPV4 ? inet : inet6;
    if (initial == null) {
      initial = new NetnsSettings(netns, family);
      if (family == Family.IPV4) {
        inet = initial;
      } else {
        inet6 = initial;
      }
      return initial;
    }
    boolean inherits = family == Family.IPV4 ? mode != LINUX_OWN : mode == 1;
    return inherits ? new NetnsSettings(netns, initial) : fresh(netns, family);
  }

  private static NetnsSettings fresh(Netns netns, Family family) {
    return new NetnsSettings(netns, family);
  }
}
