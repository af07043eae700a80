/// What the commands of iproute2 share: how they run, refuse, read words and files, and lay out
/// links.
@NullMarked
package dev.patchbay.tools.iproute;

import org.jspecify.annotations.NullMarked;
