/// Why a packet does not arrive: what a probe has shown, and what is known of the traps that
/// networks have. One file a diagnosis.
@NullMarked
package dev.patchbay.trace.why;

import org.jspecify.annotations.NullMarked;
