/// `iptables` for programs in Java: one set of operations over the rules of a lab's namespace or of
/// the host.
@NullMarked
package dev.patchbay.lab.iptables;

import org.jspecify.annotations.NullMarked;
