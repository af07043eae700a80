/// What became of the packets that went no further: an account by namespace, device and reason.
@NullMarked
package dev.patchbay.trace.drops;

import org.jspecify.annotations.NullMarked;
