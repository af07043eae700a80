/// How `tc` reads and shows handles, rates, sizes and times, with the kernel's rounding.
@NullMarked
package dev.patchbay.qdisc.text;

import org.jspecify.annotations.NullMarked;
