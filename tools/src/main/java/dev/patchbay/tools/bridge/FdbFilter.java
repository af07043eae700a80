package dev.patchbay.tools.bridge;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Keywords;
import java.util.OptionalLong;

/// Which entries of a forwarding table are shown.
final class FdbFilter {
  private static final int REACHABLE = 0x02;
  private static final int STALE = 0x04;
  private static final int NOARP = 0x40;
  private static final int PERMANENT = 0x80;

  private static final Keywords STATES =
      new Keywords("permanent", "static", "temp", "stale", "reachable", "dynamic", "all");

  /// Not those that are permanent.
  boolean dynamic;

  private int vlan;
  private int states;

  /// Only of this VLAN, if it is a number and not 0.
  void vlan(String word) {
    if (vlan != 0) {
      throw Args.duplicate("vlan", word);
    }
    vlan = Atoi.of(word);
  }

  /// Only in this state: a name, or the kernel's bits (`NUD_…`).
  void state(String word) {
    String name = STATES.find(word);
    if (name == null) {
      OptionalLong bits = Numbers.u32(word, 0);
      if (bits.isEmpty()) {
        throw Args.invarg("invalid state", word);
      }
      states = (int) bits.getAsLong();
      return;
    }
    states =
        switch (name) {
          case "permanent" -> PERMANENT;
          case "static", "temp" -> NOARP;
          case "stale" -> STALE;
          case "reachable", "dynamic" -> REACHABLE;
          default -> -1;
        };
  }

  boolean shows(FdbSnapshot entry) {
    return (vlan == 0 || vlan == entry.vlan())
        && (states == 0 || (states & bit(entry.state())) != 0)
        && !(dynamic && entry.state() == FdbSnapshot.State.PERMANENT);
  }

  private static int bit(FdbSnapshot.State state) {
    return switch (state) {
      case PERMANENT -> PERMANENT;
      case STATIC -> NOARP;
      case REACHABLE -> REACHABLE;
      case STALE -> STALE;
    };
  }
}
