package dev.patchbay.device.vxlan;

import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.FdbGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a VXLAN device knows of an address: behind which ends its station is (`vxlan_fdb`).
final class VxlanEntry {
  final long mac;

  /// The network of the frames that it is for, where a device has more than one.
  final int network;

  final List<VxlanRemote> remotes = new ArrayList<>(1);

  /// The group of nexthops in the place of remotes, or null.
  @Nullable FdbGroup nexthop;

  /// The ends of the group that frames have gone to.
  private final List<VxlanRemote> ends = new ArrayList<>(0);

  FdbSnapshot.State state;

  /// A router is behind it (`NTF_ROUTER`); a program learned it elsewhere (`NTF_EXT_LEARNED`).
  boolean router;

  boolean external;

  /// When it was last needed, and when it last changed, in nanoseconds of the lab's clock.
  long used;

  long updated;

  /// The next one in its bucket.
  @Nullable VxlanEntry next;

  VxlanEntry(long mac, int network, FdbSnapshot.State state, long now) {
    this.mac = mac;
    this.network = network;
    this.state = state;
    this.used = now;
    this.updated = now;
  }

  /// The end of the group that a flow with this hash goes to, or null.
  @Nullable VxlanRemote choose(int hash) {
    Ip address = nexthop == null ? null : nexthop.choose(hash);
    if (address == null) {
      return null;
    }
    for (VxlanRemote remote : ends) {
      if (remote.address.equals(address)) {
        return remote;
      }
    }
    VxlanRemote remote = new VxlanRemote(address, 0, 0, 0);
    ends.add(remote);
    return remote;
  }

  /// Whether it goes when nothing is heard of the station.
  boolean ages() {
    return !isFixed() && !external;
  }

  /// Whether the station cannot be heard elsewhere.
  boolean isFixed() {
    return state == FdbSnapshot.State.PERMANENT || state == FdbSnapshot.State.STATIC;
  }
}
