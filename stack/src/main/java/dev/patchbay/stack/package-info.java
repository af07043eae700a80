/// What is built into every machine's stack: ties the packages below together.
@NullMarked
package dev.patchbay.stack;

import org.jspecify.annotations.NullMarked;
