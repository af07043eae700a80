/// `brctl`, as bridge-utils 1.7.1 has it.
@NullMarked
package dev.patchbay.tools.brctl;

import org.jspecify.annotations.NullMarked;
