/// Whole scripts against what Linux answered: reading transcripts, forgiving what no two runs
/// share, comparing command by command, and the list of what is known to differ.
@NullMarked
package dev.patchbay.conformance;

import org.jspecify.annotations.NullMarked;
