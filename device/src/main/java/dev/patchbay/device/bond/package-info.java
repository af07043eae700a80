/// Bonds: several devices that work as one (drivers/net/bonding;
/// Documentation/networking/bonding.rst). What tells the modes apart is in [Balancing] and its
/// kinds; who finds out that a link fails is a monitor.
@NullMarked
package dev.patchbay.device.bond;

import org.jspecify.annotations.NullMarked;
