/// `dmesg` (util-linux 2.38): the kernel's log.
@NullMarked
package dev.patchbay.tools.dmesg;

import org.jspecify.annotations.NullMarked;
