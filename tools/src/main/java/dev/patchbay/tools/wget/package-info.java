/// `wget`: fetches files by HTTP (GNU Wget 1.21).
@NullMarked
package dev.patchbay.tools.wget;

import org.jspecify.annotations.NullMarked;
