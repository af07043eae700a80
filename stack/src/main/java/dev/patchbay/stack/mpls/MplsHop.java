package dev.patchbay.stack.mpls;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.LabelStack;
import dev.patchbay.stack.route.NextHopFlags;
import org.jspecify.annotations.Nullable;

/// One way labelled packets leave (`mpls_nh`).
final class MplsHop {
  static final int DOWN = NextHopFlags.DEAD | NextHopFlags.LINKDOWN;

  final LabelStack labels;

  /// Null for the device's own address, so that the packet comes back in by `lo`.
  final @Nullable MplsVia via;

  /// Null when it has been removed.
  @Nullable NetDevice device;

  /// Bits of [NextHopFlags].
  int flags;

  MplsHop(LabelStack labels, @Nullable MplsVia via, NetDevice device) {
    this.labels = labels;
    this.via = via;
    this.device = device;
    if (!device.isUp()) {
      flags = NextHopFlags.DEAD;
    } else if (!device.isRunning()) {
      flags = NextHopFlags.LINKDOWN;
    }
  }

  boolean isAlive() {
    return (flags & DOWN) == 0;
  }
}
