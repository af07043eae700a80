/// What devices answer `ethtool` 6.1.
@NullMarked
package dev.patchbay.tools.ethtool;

import org.jspecify.annotations.NullMarked;
