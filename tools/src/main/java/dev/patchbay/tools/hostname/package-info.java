/// `hostname` and its relatives: the names of the machine (hostname 3.23).
@NullMarked
package dev.patchbay.tools.hostname;

import org.jspecify.annotations.NullMarked;
