/// IPv6 between the neighbours and the sockets: addresses that devices give themselves and the
/// search for duplicates (RFC 4862), neighbour discovery (RFC 4861), input, forwarding, output, and
/// ICMPv6 (RFC 4443).
@NullMarked
package dev.patchbay.stack.ip6;

import org.jspecify.annotations.NullMarked;
