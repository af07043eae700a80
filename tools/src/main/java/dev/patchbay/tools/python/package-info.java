/// `python3 -m http.server`: a small file server. What else `python3` is asked for is the host's.
@NullMarked
package dev.patchbay.tools.python;

import org.jspecify.annotations.NullMarked;
