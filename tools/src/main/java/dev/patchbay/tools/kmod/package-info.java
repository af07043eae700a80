/// The modules of the kernel, shown, loaded and removed (kmod 30).
@NullMarked
package dev.patchbay.tools.kmod;

import org.jspecify.annotations.NullMarked;
