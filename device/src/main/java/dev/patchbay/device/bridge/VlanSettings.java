package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.multicast.RouterSnapshot;
import dev.patchbay.device.bridge.multicast.Snooping;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is set for the VLANs of whole bridges (`br_vlan_rtm_process_global_options`): kept for as
/// long as somebody is in the VLAN.
public final class VlanSettings {
  private static final int RESERVED_ID = 4095;

  /// What a new VLAN has.
  private static final VlanValues NEW = new VlanValues();

  /// Those of one VLAN.
  ///
  /// @param routers the ports behind which there is a router of multicast
  public record Snapshot(int id, Map<VlanSetting, Long> values, List<RouterSnapshot> routers) {
    /// Whether the next id is `other`'s, and all else is the same.
    public boolean goesOnWith(Snapshot other) {
      return other.id == id + 1
          && other.values.equals(values)
          && routers.isEmpty()
          && other.routers.isEmpty();
    }
  }

  /// Those that were ever asked for; others have what a new VLAN has.
  private final Map<Integer, VlanValues> known = new HashMap<>();

  /// Those of a bridge, by VLAN; null when the device is none.
  public static @Nullable List<Snapshot> of(NetDevice device) {
    if (!(device instanceof BridgeDevice bridge)) {
      return null;
    }
    List<Snapshot> all = new ArrayList<>();
    vlans(bridge).stream().forEach(id -> all.add(snapshot(bridge, id)));
    return all;
  }

  private static Snapshot snapshot(BridgeDevice bridge, int id) {
    VlanValues known = bridge.vlanSettings().known.get(id);
    VlanValues values = known == null ? NEW : known;
    Map<VlanSetting, Long> shown = new EnumMap<>(VlanSetting.class);
    for (VlanSetting setting : VlanSetting.values()) {
      shown.put(setting, values.get(setting));
    }
    Snooping snooping = bridge.snooping();
    boolean asked = known != null;
    return new Snapshot(
        id, shown, asked ? snooping.routerSnapshot(snooping.ofVlan(id)) : List.of());
  }

  /// The VLANs that a bridge or a port of it is in.
  private static BitSet vlans(BridgeDevice bridge) {
    BitSet ids = new BitSet();
    bridge.vlans().all().forEach(vlan -> ids.set(vlan.id));
    for (int i = 0; i < bridge.ports().count(); i++) {
      bridge.ports().get(i).vlans().all().forEach(vlan -> ids.set(vlan.id));
    }
    return ids;
  }

  /// Whether somebody is in the VLAN.
  static boolean contains(BridgeDevice bridge, int id) {
    return vlans(bridge).get(id);
  }

  /// Those of one VLAN.
  VlanValues of(int id) {
    return known.computeIfAbsent(id, key -> new VlanValues());
  }

  /// Whether the bridge's own host is a router of multicast in the VLAN.
  int router(int id) {
    VlanValues values = known.get(id);
    return (int) (values == null ? NEW : values).router();
  }

  /// Sets something for the VLANs of a bridge; what comes before a refusal stays done.
  public static void change(NetDevice device, int from, int to, Map<VlanSetting, Long> values)
      throws NetlinkException {
    if (!(device instanceof BridgeDevice bridge)) {
      throw new NetlinkException(
          Errno.EINVAL, "bridge: Global vlan options can only be set on bridge device.");
    }
    if (from == VlanGroup.NONE || to >= RESERVED_ID) {
      throw new NetlinkException(Errno.EINVAL, "bridge: Vlan id is invalid.");
    }
    BitSet there = vlans(bridge);
    for (int id = from; id <= to; id++) {
      if (!there.get(id)) {
        throw new NetlinkException(
            Errno.EINVAL, "bridge: Vlan in range doesn't exist, can't process global options.");
      }
      for (Map.Entry<VlanSetting, Long> value : values.entrySet()) {
        change(bridge, id, value.getKey(), value.getKey().checked(value.getValue()));
      }
    }
  }

  private static void change(BridgeDevice bridge, int id, VlanSetting setting, long value) {
    VlanValues values = bridge.vlanSettings().of(id);
    boolean changes = values.get(setting) != value;
    values.set(setting, value);
    if (changes && setting == VlanSetting.MCAST_SNOOPING) {
      if (bridge.get(Setting.MCAST_VLAN_SNOOPING) != 0) {
        bridge.snooping().ofVlan(id).toggle(value != 0);
      }
    } else if (changes && setting == VlanSetting.MCAST_QUERIER && value != 0) {
      bridge.snooping().ofVlan(id).beginToQuery();
    }
  }

  /// Whether the bridge's own host is a router of multicast in the VLAN from now on.
  void changeRouter(BridgeDevice bridge, int id, int value) {
    of(id).router(value);
    bridge.snooping().ofVlan(id).hostRouterChanged(value);
  }

  /// Groups are told apart by VLANs from now on, or no longer.
  void snoopByVlan(BridgeDevice bridge, boolean on) {
    bridge.snooping().byVlan(on, vlans(bridge).stream()::iterator);
  }

  /// Somebody has left a VLAN: when it was the last one, nothing is set for it any more.
  void left(BridgeDevice bridge, int id) {
    if (known.containsKey(id) && !vlans(bridge).get(id)) {
      known.remove(id);
      bridge.snooping().left(id);
    }
  }
}
