/// The shell at work: it walks the tree of [dev.patchbay.shell.syntax], expands the words, and
/// starts programs on its machine.
///
/// A [Shell] is what one shell process knows. [Executor] runs commands in it, [Launcher] the simple
/// ones. A subshell is a forked process with a copy of the shell.
@NullMarked
package dev.patchbay.shell.run;

import org.jspecify.annotations.NullMarked;
