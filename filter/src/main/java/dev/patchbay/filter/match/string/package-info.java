/// The match `string`, apart from the others because its class hides Java's.
@NullMarked
package dev.patchbay.filter.match.string;

import org.jspecify.annotations.NullMarked;
