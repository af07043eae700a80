package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// In which VLAN a bridge or a port of one is: the one that untagged frames belong to (`PVID`), and
/// whose frames leave untagged.
///
/// @param id the VLAN, or 0 for none
public record VlanMembership(int id) {
  /// That of the device; null when it is neither a bridge nor a port of one.
  public static @Nullable VlanMembership of(NetDevice device) {
    if (device instanceof BridgeDevice bridge) {
      return new VlanMembership(bridge.vlans().id());
    }
    return device.port() instanceof BridgePort port ? new VlanMembership(port.vlans().id()) : null;
  }

  /// Whether it is in the VLAN; in any, when that is 0.
  public boolean isIn(int vlan) {
    return id != VlanGroup.NONE && (vlan == 0 || vlan == id);
  }
}
