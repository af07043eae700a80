/// Traffic control of a device: its disciplines in a tree, the requests that change them, and how
/// packets get through.
@NullMarked
package dev.patchbay.qdisc;

import org.jspecify.annotations.NullMarked;
