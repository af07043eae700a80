/// VRF devices: routing domains with tables of their own (drivers/net/vrf.c).
@NullMarked
package dev.patchbay.device.vrf;

import org.jspecify.annotations.NullMarked;
