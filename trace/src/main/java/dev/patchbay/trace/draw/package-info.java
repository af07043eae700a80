/// The network as a picture: machines with their namespaces, what stands in these, and the wires
/// between them. Drawn from a [Topology], which knows nothing of a lab.
@NullMarked
package dev.patchbay.trace.draw;

import org.jspecify.annotations.NullMarked;
