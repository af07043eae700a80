/// `nc`: OpenBSD's netcat as Debian has it, over TCP and UDP.
@NullMarked
package dev.patchbay.tools.nc;

import org.jspecify.annotations.NullMarked;
