/// conntrack-tools' `conntrack`: shows, changes and watches the connections of a namespace.
@NullMarked
package dev.patchbay.tools.conntrack;

import org.jspecify.annotations.NullMarked;
