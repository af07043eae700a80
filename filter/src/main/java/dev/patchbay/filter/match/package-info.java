/// What rules match, a file each (`-m NAME`).
@NullMarked
package dev.patchbay.filter.match;

import org.jspecify.annotations.NullMarked;
