/// Devices that share a parent and its hardware address, and are told apart by their network
/// addresses (drivers/net/ipvlan, Documentation/networking/ipvlan.rst).
@NullMarked
package dev.patchbay.device.ipvlan;

import org.jspecify.annotations.NullMarked;
