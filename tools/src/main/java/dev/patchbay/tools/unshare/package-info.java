/// `nsenter` and `unshare`: programs in the namespaces of others, or in new ones.
@NullMarked
package dev.patchbay.tools.unshare;

import org.jspecify.annotations.NullMarked;
