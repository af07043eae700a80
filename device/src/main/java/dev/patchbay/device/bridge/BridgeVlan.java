package dev.patchbay.device.bridge;

import dev.patchbay.device.bridge.stp.PortState;

/// A VLAN that a port, or the bridge itself, is in (`net_bridge_vlan`).
final class BridgeVlan {
  final int id;

  /// Whether its frames leave without a tag.
  boolean untagged;

  /// Its own, or those that all ports of the bridge share.
  final VlanStatistics statistics;

  /// Whether its frames pass, where no spanning tree of the bridge decides.
  PortState state = PortState.FORWARDING;

  BridgeVlan(int id, VlanStatistics statistics) {
    this.id = id;
    this.statistics = statistics;
  }
}
