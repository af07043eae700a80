package dev.patchbay.device.bridge;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The VLANs that a port, or the bridge itself, is in (`net_bridge_vlan_group`), by id.
final class VlanGroup {
  /// Not a VLAN: where the bridge looks at no tags, all frames are in it.
  static final int NONE = 0;

  private static final BridgeVlan[] EMPTY = {};

  private BridgeVlan[] vlans = EMPTY;
  private int pvid = NONE;

  /// The VLAN of frames without a tag, or [#NONE].
  int pvid() {
    return pvid;
  }

  /// Whether it is in no VLAN.
  boolean isEmpty() {
    return vlans.length == 0;
  }

  /// The VLANs, by id.
  List<BridgeVlan> all() {
    return List.of(vlans);
  }

  /// How it is in the VLAN, or null when it is not.
  @Nullable BridgeVlan find(int id) {
    int at = search(id);
    return at < 0 ? null : vlans[at];
  }

  boolean contains(int id) {
    return search(id) >= 0;
  }

  /// Whether frames without a tag belong to the VLAN, and leave without one, as the bridge's
  /// default VLAN makes it (`vlan_default_pvid`).
  boolean isDefault(int id) {
    BridgeVlan vlan = id == pvid ? find(id) : null;
    return vlan != null && vlan.untagged;
  }

  /// Puts it into the VLAN, or changes how it is in there (`__vlan_add_flags`).
  ///
  /// @param statistics for a new membership
  void add(int id, boolean isPvid, boolean untagged, VlanStatistics statistics) {
    int at = search(id);
    if (at < 0) {
      at = -at - 1;
      BridgeVlan[] more = new BridgeVlan[vlans.length + 1];
      System.arraycopy(vlans, 0, more, 0, at);
      System.arraycopy(vlans, at, more, at + 1, vlans.length - at);
      more[at] = new BridgeVlan(id, statistics);
      vlans = more;
    }
    vlans[at].untagged = untagged;
    if (isPvid) {
      pvid = id;
    } else if (pvid == id) {
      pvid = NONE;
    }
  }

  /// Takes it out of the VLAN. Returns whether it was in there.
  boolean remove(int id) {
    int at = search(id);
    if (at < 0) {
      return false;
    }
    BridgeVlan[] less = Arrays.copyOf(vlans, vlans.length - 1);
    System.arraycopy(vlans, at + 1, less, at, less.length - at);
    vlans = less;
    if (pvid == id) {
      pvid = NONE;
    }
    return true;
  }

  /// Takes it out of all of them.
  void clear() {
    vlans = EMPTY;
    pvid = NONE;
  }

  private int search(int id) {
    int from = 0;
    int to = vlans.length - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int one = vlans[middle].id;
      if (one == id) {
        return middle;
      }
      if (one < id) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return -from - 1;
  }
}
