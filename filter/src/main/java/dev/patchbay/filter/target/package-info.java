/// What becomes of a packet that a rule matches, a file each (`-j NAME`).
@NullMarked
package dev.patchbay.filter.target;

import org.jspecify.annotations.NullMarked;
