/// The names that a machine's own files give to numbers.
@NullMarked
package dev.patchbay.tools.names;

import org.jspecify.annotations.NullMarked;
