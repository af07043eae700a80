/// Multiprotocol label switching (RFC 3031, RFC 3032; net/mpls/af_mpls.c, mpls_iptunnel.c): the
/// label table of a namespace, what becomes of packets that carry labels, and how routes of IP give
/// them some.
@NullMarked
package dev.patchbay.stack.mpls;

import org.jspecify.annotations.NullMarked;
