package dev.patchbay.device.bond;

/// What a bond makes of a slave's link (`BOND_LINK_…`).
enum LinkState {
  /// It works.
  UP("up", "UP"),
  /// It has failed, but not for long enough.
  FAIL("going down", "GOING_DOWN"),
  /// It does not work.
  DOWN("down", "DOWN"),
  /// It works again, but not for long enough.
  BACK("going back", "GOING_BACK");

  private final String text;
  private final String word;

  LinkState(String text, String word) {
    this.text = text;
    this.word = word;
  }

  /// As `/proc/net/bonding` says it.
  String text() {
    return text;
  }

  /// As `ip -d link` says it.
  String word() {
    return word;
  }
}
