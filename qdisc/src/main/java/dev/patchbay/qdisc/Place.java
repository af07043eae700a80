package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;

/// Where a discipline is made.
///
/// @param parent the class it is to hang on
/// @param handle its number, 0 for one nobody has asked for
public record Place(NetDevice device, DeviceTraffic traffic, int parent, int handle) {}
