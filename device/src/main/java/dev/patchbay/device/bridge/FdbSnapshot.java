package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// An entry of a forwarding database at one moment (`RTM_NEWNEIGH` of family `AF_BRIDGE`).
///
/// @param vlan the VLAN, or 0 for none
/// @param device by which the station is reached: a port, or the bridge itself
/// @param master the bridge whose entry it is, or null for an address that the device itself
///   listens to
/// @param used nanoseconds since a frame last went to the station; 0 where `master` is null
/// @param router whether a router is behind it
/// @param remote the end of a tunnel behind which it is, or null
/// @param updated nanoseconds since one last came from it
public record FdbSnapshot(
    long mac,
    int vlan,
    NetDevice device,
    @Nullable NetDevice master,
    State state,
    boolean sticky,
    boolean externLearn,
    long used,
    long updated,
    boolean router,
    @Nullable FdbRemote remote) {

  /// How an entry of `bridge` is now.
  static FdbSnapshot of(BridgeDevice bridge, FdbEntry entry) {
    return new FdbSnapshot(
        entry.mac,
        entry.vlan,
        entry.port == null ? bridge : entry.port.device(),
        bridge,
        state(entry),
        (entry.flags & FdbEntry.STICKY) != 0,
        (entry.flags & FdbEntry.EXTERN_LEARN) != 0,
        bridge.now() - entry.used,
        bridge.now() - entry.updated,
        false,
        null);
  }

  private static State state(FdbEntry entry) {
    if (entry.isLocal()) {
      return State.PERMANENT;
    }
    return entry.ages() || (entry.flags & FdbEntry.STATIC) == 0 ? State.REACHABLE : State.STATIC;
  }

  /// An address that the device itself listens to.
  static FdbSnapshot ofOwn(NetDevice device, long mac) {
    return ofOwn(device, mac, State.PERMANENT);
  }

  static FdbSnapshot ofOwn(NetDevice device, long mac, State state) {
    return new FdbSnapshot(mac, 0, device, null, state, false, false, 0, 0, false, null);
  }

  /// What is known of an entry's age (`NUD_…`).
  public enum State {
    /// An address of the bridge itself.
    PERMANENT,
    /// Does not age.
    STATIC,
    REACHABLE,
    STALE;

    /// The word of `bridge fdb`; empty for what is usual.
    public String word() {
      return switch (this) {
        case PERMANENT -> "permanent";
        case STATIC -> "static";
        case REACHABLE -> "";
        case STALE -> "stale";
      };
    }
  }
}
