package dev.patchbay.device.bridge;

/// The VLANs that a port, or the bridge itself, belongs to (`net_bridge_vlan_group`): the one that
/// the bridge gives to each new port.
final class VlanGroup {
  /// Not a VLAN: where the bridge looks at no tags, all frames are in it.
  static final int NONE = 0;

  private int id = NONE;

  /// The VLAN it is in, or [#NONE].
  int id() {
    return id;
  }

  void id(int value) {
    id = value;
  }

  /// Whether it is in the VLAN.
  boolean contains(int vlan) {
    return vlan != NONE && vlan == id;
  }
}
