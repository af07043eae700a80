/// `traceroute`: finds the way to a host by packets that do not live long enough to reach it.
@NullMarked
package dev.patchbay.tools.traceroute;

import org.jspecify.annotations.NullMarked;
