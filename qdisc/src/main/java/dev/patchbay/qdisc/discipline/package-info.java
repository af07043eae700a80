/// The disciplines, a file a kind.
@NullMarked
package dev.patchbay.qdisc.discipline;

import org.jspecify.annotations.NullMarked;
