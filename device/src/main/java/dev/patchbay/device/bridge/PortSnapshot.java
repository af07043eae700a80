package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PortKind;
import dev.patchbay.device.bridge.stp.TreeCounts;
import dev.patchbay.device.bridge.stp.TreePortSnapshot;
import org.jspecify.annotations.Nullable;

/// How a bridge port is at one moment.
///
/// @param tree what it makes of the spanning tree
/// @param counts what it has counted of it
/// @param flags bits of [PortFlag]
/// @param backup the device that takes over when the port has no carrier, or null
public record PortSnapshot(
    TreePortSnapshot tree,
    TreeCounts counts,
    int flags,
    int multicastRouter,
    int groupForwardMask,
    @Nullable String backup)
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
        port.treeSnapshot(),
        port.treeCounts(),
        port.flags(),
        port.multicastRouter(),
        port.groupForwardMask(),
        backup == null ? null : backup.device().name());
  }

  /// Whether the flag is on.
  public boolean has(PortFlag flag) {
    return (flags & flag.bit()) != 0;
  }
}
