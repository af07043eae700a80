/// `nstat` and its relatives: the counters of the namespace, and what they have gained (iproute2
/// 6.1).
@NullMarked
package dev.patchbay.tools.nstat;

import org.jspecify.annotations.NullMarked;
