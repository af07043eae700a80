/// `bridge`, as iproute2 6.1 has it: forwarding tables and ports.
@NullMarked
package dev.patchbay.tools.bridge;

import org.jspecify.annotations.NullMarked;
