/// The classic Berkeley packet filter: small programs that look at a packet and answer with a
/// number (Linux Documentation/networking/filter.rst). Captures, sockets, traffic control and
/// netfilter all speak it.
@NullMarked
package dev.patchbay.packet.bpf;

import org.jspecify.annotations.NullMarked;
