/// `ss`: the sockets of a namespace (iproute2 6.1).
@NullMarked
package dev.patchbay.tools.ss;

import org.jspecify.annotations.NullMarked;
