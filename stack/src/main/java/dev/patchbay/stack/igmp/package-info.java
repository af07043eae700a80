/// How a namespace tells the routers of its links which groups of IPv4 it listens to (RFC 1112, RFC
/// 2236, RFC 3376, net/ipv4/igmp.c).
@NullMarked
package dev.patchbay.stack.igmp;

import org.jspecify.annotations.NullMarked;
