/// `tcpdump`: captures frames, reads and writes captures, and prints them.
@NullMarked
package dev.patchbay.tools.tcpdump;

import org.jspecify.annotations.NullMarked;
