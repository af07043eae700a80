/// `lnstat` and its old names: what tables of the kernel have counted, round after round.
@NullMarked
package dev.patchbay.tools.lnstat;

import org.jspecify.annotations.NullMarked;
