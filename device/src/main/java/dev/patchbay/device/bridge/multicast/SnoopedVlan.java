package dev.patchbay.device.bridge.multicast;

import dev.patchbay.device.bridge.stp.PortState;

/// How a bridge that snoops, or a port of it, is in a VLAN.
public interface SnoopedVlan {
  /// Whether frames pass there.
  PortState state();

  /// Whether frames leave with a tag.
  boolean isTagged();
}
