/// Devices that share a parent and are told apart by their hardware addresses
/// (drivers/net/macvlan.c, macvtap.c).
@NullMarked
package dev.patchbay.device.macvlan;

import org.jspecify.annotations.NullMarked;
