/// Who has which link-layer address: the table that ARP and neighbour discovery share, its states
/// and timers (net/core/neighbour.c, RFC 4861 7.3.2), and ARP itself.
@NullMarked
package dev.patchbay.stack.neighbour;

import org.jspecify.annotations.NullMarked;
