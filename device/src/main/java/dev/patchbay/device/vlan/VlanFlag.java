package dev.patchbay.device.vlan;

/// What a VLAN device does beside tagging (`VLAN_FLAG_…`), in the order `ip -d link` lists it.
enum VlanFlag {
  /// Programs see its frames without the tag.
  REORDER_HDR(1, "reorder_hdr"),
  /// It announces itself by GVRP.
  GVRP(2, "gvrp"),
  /// It announces itself by MVRP.
  MVRP(8, "mvrp"),
  /// It may be up while the device below is down.
  LOOSE_BINDING(4, "loose_binding"),
  /// Its carrier follows the bridge ports in its VLAN, not the bridge below.
  BRIDGE_BINDING(16, "bridge_binding");

  /// Its bit.
  final int bit;

  /// How `ip link` calls it.
  final String word;

  VlanFlag(int bit, String word) {
    this.bit = bit;
    this.word = word;
  }

  boolean in(int flags) {
    return (flags & bit) != 0;
  }
}
