package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import org.jspecify.annotations.Nullable;

/// Where filters are: at a discipline or class of a device, or in a block that disciplines share.
///
/// @param device the device, or null when a block is meant
/// @param parent the discipline or class, 0 for the root
/// @param block the number of the block, or 0
public record FilterPlace(Netns netns, @Nullable NetDevice device, int parent, int block) {
  /// At a discipline or class of a device.
  public static FilterPlace of(NetDevice device, int parent) {
    return new FilterPlace(device.netns(), device, parent, 0);
  }
}
