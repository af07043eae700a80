/// The command `ipset`, as version 7.17 has it.
@NullMarked
package dev.patchbay.tools.ipset;

import org.jspecify.annotations.NullMarked;
