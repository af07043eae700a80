/// VLAN devices (IEEE 802.1Q, 802.1ad; net/8021q): a device above another one for each VLAN that
/// its frames are tagged with.
@NullMarked
package dev.patchbay.device.vlan;

import org.jspecify.annotations.NullMarked;
