/// Journeys, shown: what one packet went through, for a person or a program to read.
@NullMarked
package dev.patchbay.trace.journey;

import org.jspecify.annotations.NullMarked;
