/// Filters: what chooses a class for a packet, or lets actions have it.
@NullMarked
package dev.patchbay.qdisc.filter;

import org.jspecify.annotations.NullMarked;
