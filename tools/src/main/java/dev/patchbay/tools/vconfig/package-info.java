/// `vconfig`, the old command for VLAN devices, as Debian has it: in front of `ip`.
@NullMarked
package dev.patchbay.tools.vconfig;

import org.jspecify.annotations.NullMarked;
