package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;

/// Where a discipline is made.
///
/// @param parent the class it is to hang on
/// @param handle its number, 0 for one nobody has asked for
/// @param blocks the filters it shares with others
public record Place(
    NetDevice device, DeviceTraffic traffic, int parent, int handle, BlockIndexes blocks) {
  /// One that shares no filters.
  public Place(NetDevice device, DeviceTraffic traffic, int parent, int handle) {
    this(device, traffic, parent, handle, BlockIndexes.NONE);
  }
}
