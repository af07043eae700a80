/// What kinds of device have in common that share a parent.
@NullMarked
package dev.patchbay.device.sharing;

import org.jspecify.annotations.NullMarked;
