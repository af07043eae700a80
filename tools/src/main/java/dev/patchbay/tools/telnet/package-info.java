/// `telnet`: a line to another host's service, and the protocol of that name (RFC 854).
@NullMarked
package dev.patchbay.tools.telnet;

import org.jspecify.annotations.NullMarked;
