/// Connection tracking (Documentation/networking/nf_conntrack-sysctl.rst): which packets belong to
/// one flow, in which state that is, and for how long it is remembered. Stands at PREROUTING and
/// OUTPUT, and confirms at POSTROUTING and INPUT, in the namespaces where somebody needs it.
@NullMarked
package dev.patchbay.filter.conntrack;

import org.jspecify.annotations.NullMarked;
