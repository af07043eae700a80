package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PortKind;
import org.jspecify.annotations.Nullable;

/// How a bridge port is at one moment.
///
/// @param number of the port, from 1 on
/// @param id priority and number
/// @param flags bits of [PortFlag]
/// @param backup the device that takes over when the port has no carrier, or null
/// @param bridge the bridge it belongs to
public record PortSnapshot(
    int number,
    int id,
    PortState state,
    int priority,
    int cost,
    int flags,
    int multicastRouter,
    int groupForwardMask,
    @Nullable String backup,
    BridgeId bridge)
    implements PortKind.Snapshot {

  /// How the port of `device`, which is a bridge's, is now.
  ///
  /// @throws IllegalArgumentException when it is none
  public static PortSnapshot of(NetDevice device) {
    if (!(device.port() instanceof BridgePort port)) {
      throw new IllegalArgumentException(device + " is no port of a bridge");
    }
    BridgePort backup = port.backup();
    return new PortSnapshot(
        port.number(),
        port.id(),
        port.state(),
        port.priority(),
        port.cost(),
        port.flags(),
        port.multicastRouter(),
        port.groupForwardMask(),
        backup == null ? null : backup.device().name(),
        port.bridge().id());
  }

  /// Whether the flag is on.
  public boolean has(PortFlag flag) {
    return (flags & flag.bit()) != 0;
  }
}
