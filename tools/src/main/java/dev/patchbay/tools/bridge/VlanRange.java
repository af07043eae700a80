package dev.patchbay.tools.bridge;

import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Refusal;

/// The VLANs that `vid` names: `ID`, or `FIRST-LAST`. A range is checked when it is read, a single
/// id when it is used.
record VlanRange(String text) {
  /// Ids are below.
  private static final int IDS = 4096;

  static VlanRange parse(String text) {
    VlanRange range = new VlanRange(text);
    int from = Atoi.of(text);
    int to = range.last();
    if (range.isRange() && (from >= to || to >= IDS)) {
      throw new Refusal("Invalid VLAN range \"" + from + "-" + to + "\"");
    }
    return range;
  }

  private boolean isRange() {
    return text.indexOf('-') >= 0;
  }

  int first() {
    int from = Atoi.of(text);
    if (from >= IDS) {
      throw new Refusal("Invalid VLAN ID \"" + from + "\"");
    }
    return from;
  }

  int last() {
    return Atoi.of(text.substring(text.indexOf('-') + 1));
  }
}
