/// The shell as a program: `bash` and `sh`, and the [Session] that runs a script's lines one by
/// one.
@NullMarked
package dev.patchbay.shell;

import org.jspecify.annotations.NullMarked;
