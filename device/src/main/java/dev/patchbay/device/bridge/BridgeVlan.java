package dev.patchbay.device.bridge;

import dev.patchbay.device.bridge.multicast.SnoopedVlan;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.TunnelKey;
import org.jspecify.annotations.Nullable;

/// A VLAN that a port, or the bridge itself, is in (`net_bridge_vlan`).
final class BridgeVlan implements SnoopedVlan {
  final int id;

  /// Whether its frames leave without a tag.
  boolean untagged;

  /// Its own, or those that all ports of the bridge share.
  final VlanStatistics statistics;

  /// Whether its frames pass, where no spanning tree of the bridge decides.
  PortState state = PortState.FORWARDING;

  /// The tunnel it is mapped to, or null.
  @Nullable TunnelKey tunnel;

  BridgeVlan(int id, VlanStatistics statistics) {
    this.id = id;
    this.statistics = statistics;
  }

  @Override
  public PortState state() {
    return state;
  }

  @Override
  public boolean isTagged() {
    return !untagged;
  }
}
