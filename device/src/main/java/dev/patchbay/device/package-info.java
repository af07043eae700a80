/// Kinds of device: a file each, with the words that `ip link` has for it, the device, and how it
/// shows itself. A kind that Linux loads as a module is that module, too.
@NullMarked
package dev.patchbay.device;

import org.jspecify.annotations.NullMarked;
