package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Atoi;
import org.jspecify.annotations.Nullable;

/// Which VLANs are to be shown: those of a device, or of all; in a VLAN, or (0) in all.
record VlanSelection(@Nullable String name, int id) {
  static VlanSelection read(Args args) {
    String name = null;
    int id = 0;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "dev" -> name = deviceName(name, args.next());
        case "vid" -> id = Atoi.of(args.next());
        default -> {
          // Other words are passed over.
        }
      }
    }
    return new VlanSelection(name, id);
  }

  private static String deviceName(@Nullable String before, String name) {
    if (before != null) {
      throw Args.duplicate("dev", name);
    }
    return name;
  }

  @Nullable NetDevice device(Session session) {
    return name == null ? null : session.requireDevice(name);
  }
}
