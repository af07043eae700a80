/// A capture of a whole run: every device of every namespace and machine in one pcapng file.
@NullMarked
package dev.patchbay.lab.capture;

import org.jspecify.annotations.NullMarked;
