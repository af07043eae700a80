/// Devices whose frames go in Geneve, above UDP (RFC 8926, drivers/net/geneve.c): each between this
/// host and one other, or to wherever the packet says.
@NullMarked
package dev.patchbay.device.geneve;

import org.jspecify.annotations.NullMarked;
