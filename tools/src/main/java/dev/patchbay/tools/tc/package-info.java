/// `tc`: shows and changes traffic control.
@NullMarked
package dev.patchbay.tools.tc;

import org.jspecify.annotations.NullMarked;
