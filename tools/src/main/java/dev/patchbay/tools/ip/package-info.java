/// `ip`, to the letter of iproute2 6.1: its options, its objects, a class an object and one for
/// each of its larger jobs.
@NullMarked
package dev.patchbay.tools.ip;

import org.jspecify.annotations.NullMarked;
