package dev.patchbay.device.vxlan;

import dev.patchbay.device.bridge.FdbSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a VXLAN device knows of an address: behind which ends its station is (`vxlan_fdb`).
final class VxlanEntry {
  final long mac;

  /// The network of the frames that it is for, where a device has more than one.
  final int network;

  final List<VxlanRemote> remotes = new ArrayList<>(1);
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

  /// Whether it goes when nothing is heard of the station.
  boolean ages() {
    return !isFixed() && !external;
  }

  /// Whether the station cannot be heard elsewhere.
  boolean isFixed() {
    return state == FdbSnapshot.State.PERMANENT || state == FdbSnapshot.State.STATIC;
  }
}
