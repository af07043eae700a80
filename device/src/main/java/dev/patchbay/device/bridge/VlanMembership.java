package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.device.bridge.stp.PortState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// That a bridge or a port of one is in a VLAN.
///
/// @param id the VLAN's
/// @param pvid whether frames without a tag belong to it
/// @param untagged whether its frames leave without a tag
/// @param state whether its frames pass
/// @param router whether a multicast router is behind it, as `mcast_router` says
/// @param rxBytes received in it, as far as the bridge counts that
public record VlanMembership(
    int id,
    boolean pvid,
    boolean untagged,
    PortState state,
    int router,
    long rxBytes,
    long rxPackets,
    long txBytes,
    long txPackets) {

  /// Those of the device, by id; null when it is neither a bridge nor a port of one.
  public static @Nullable List<VlanMembership> of(NetDevice device) {
    if (device instanceof BridgeDevice bridge) {
      return all(bridge.vlans(), bridge.vlanSettings()::router);
    }
    return device.port() instanceof BridgePort port
        ? all(port.vlans(), port.snooping()::routerIn)
        : null;
  }

  private static List<VlanMembership> all(VlanGroup group, IntUnaryOperator router) {
    List<VlanMembership> all = new ArrayList<>();
    for (BridgeVlan vlan : group.all()) {
      VlanStatistics of = vlan.statistics;
      all.add(
          new VlanMembership(
              vlan.id,
              vlan.id == group.pvid(),
              vlan.untagged,
              vlan.state,
              router.applyAsInt(vlan.id),
              of.rxBytes,
              of.rxPackets,
              of.txBytes,
              of.txPackets));
    }
    return all;
  }

  /// Whether the next id is `other`'s, and all else is the same: one range can name both.
  public boolean goesOnWith(VlanMembership other) {
    return other.id == id + 1
        && !pvid
        && !other.pvid
        && other.untagged == untagged
        && other.state == state
        && other.router == router;
  }
}
