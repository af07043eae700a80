package dev.patchbay.device.bridge;

/// A VLAN that a port, or the bridge itself, is in (`net_bridge_vlan`).
final class BridgeVlan {
  final int id;

  /// Whether its frames leave without a tag.
  boolean untagged;

  /// Its own, or those that all ports of the bridge share.
  final VlanStatistics statistics;

  BridgeVlan(int id, VlanStatistics statistics) {
    this.id = id;
    this.statistics = statistics;
  }
}
