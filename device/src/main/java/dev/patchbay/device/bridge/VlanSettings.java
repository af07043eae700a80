package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is set for the VLANs of whole bridges (`br_vlan_rtm_process_global_options`): kept for as
/// long as somebody is in the VLAN.
public final class VlanSettings {
  private static final int RESERVED_ID = 4095;

  /// Those of one VLAN.
  public record Snapshot(int id, Map<VlanSetting, Long> values) {
    /// Whether the next id is `other`'s, and all else is the same.
    public boolean goesOnWith(Snapshot other) {
      return other.id == id + 1 && other.values.equals(values);
    }
  }

  private final TreeMap<Integer, Map<VlanSetting, Long>> changed = new TreeMap<>();

  /// The VLANs in which the bridge does not snoop.
  private final BitSet silent = new BitSet();

  /// Those of a bridge, by VLAN; null when the device is none.
  public static @Nullable List<Snapshot> of(NetDevice device) {
    if (!(device instanceof BridgeDevice bridge)) {
      return null;
    }
    List<Snapshot> all = new ArrayList<>();
    vlans(bridge).stream().forEach(id -> all.add(new Snapshot(id, bridge.vlanSettings().get(id))));
    return all;
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

  private Map<VlanSetting, Long> get(int id) {
    Map<VlanSetting, Long> values = new EnumMap<>(VlanSetting.class);
    for (VlanSetting setting : VlanSetting.values()) {
      values.put(setting, setting.initial());
    }
    values.putAll(changed.getOrDefault(id, Map.of()));
    return values;
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
    boolean begins = false;
    for (int id = from; id <= to; id++) {
      if (!there.get(id)) {
        throw new NetlinkException(
            Errno.EINVAL, "bridge: Vlan in range doesn't exist, can't process global options.");
      }
      boolean was = bridge.vlanSettings().snoopsIn(id);
      bridge.vlanSettings().change(id, values);
      begins |= !was && bridge.vlanSettings().snoopsIn(id);
    }
    if (bridge.get(Setting.MCAST_VLAN_SNOOPING) != 0) {
      bridge.snooping().forgetMembers(id -> !bridge.vlanSettings().snoopsIn(id));
      if (begins) {
        bridge.snooping().begin();
      }
    }
  }

  /// Whether the bridge snoops in the VLAN, where that is decided for each (`mcast_snooping`).
  boolean snoopsIn(int id) {
    return !silent.get(id);
  }

  private void change(int id, Map<VlanSetting, Long> values) throws NetlinkException {
    Map<VlanSetting, Long> own =
        changed.computeIfAbsent(id, key -> new EnumMap<>(VlanSetting.class));
    for (Map.Entry<VlanSetting, Long> value : values.entrySet()) {
      own.put(value.getKey(), value.getKey().checked(value.getValue()));
    }
    Long snoops = own.get(VlanSetting.MCAST_SNOOPING);
    silent.set(id, snoops != null && snoops == 0);
  }

  /// Somebody has left a VLAN: when it was the last one, nothing is set for it any more.
  void left(BridgeDevice bridge, int id) {
    if (changed.containsKey(id) && !vlans(bridge).get(id)) {
      changed.remove(id);
      silent.clear(id);
    }
  }
}
