/// The commands of net-tools 2.10: `ifconfig`, `route`, `arp`, `netstat` and the small ones beside
/// them.
@NullMarked
package dev.patchbay.tools.nettools;

import org.jspecify.annotations.NullMarked;
