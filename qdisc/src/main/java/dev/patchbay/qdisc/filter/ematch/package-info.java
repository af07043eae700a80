/// What the `basic` filter asks of packets: extended matches, joined by `and`, `or` and `not`.
@NullMarked
package dev.patchbay.qdisc.filter.ematch;

import org.jspecify.annotations.NullMarked;
