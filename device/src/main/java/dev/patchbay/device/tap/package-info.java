/// Devices whose frames a program reads and writes by a file (drivers/net/tap.c): what macvtap and
/// ipvtap add to their kinds, and the queue that any such file is.
@NullMarked
package dev.patchbay.device.tap;

import org.jspecify.annotations.NullMarked;
