/// VXLAN (RFC 7348, drivers/net/vxlan): Ethernet frames in UDP, between as many ends as there are,
/// each of which learns behind which of the others a station is.
@NullMarked
package dev.patchbay.device.vxlan;

import org.jspecify.annotations.NullMarked;
