package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.text.Output;

/// Which band a packet of a priority goes to: sixteen of them, by the priority's low four bits.
final class PriorityMap {
  static final int SIZE = 16;

  /// What pfifo_fast and prio begin with (tc-prio(8)).
  static final PriorityMap USUAL =
      new PriorityMap(new byte[] {1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1});

  private final byte[] bands;

  private PriorityMap(byte[] bands) {
    this.bands = bands;
  }

  /// The map with the first so many bands replaced.
  PriorityMap with(int at, int band) {
    byte[] changed = bands.clone();
    changed[at] = (byte) band;
    return new PriorityMap(changed);
  }

  int band(int priority) {
    return bands[priority & (SIZE - 1)];
  }

  /// Shows the bands and the map.
  void show(int count, Output out) {
    out.number("bands", "bands ", count, " ");
    out.openArray("priomap");
    out.text("priomap");
    for (byte band : bands) {
      out.number(null, " ", band, "");
    }
    out.closeArray();
    out.flag("multiqueue", "", false);
  }
}
