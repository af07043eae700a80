/// The commands that the shell runs itself (XCU 2.14 and bash's): a file a command, [Builtins]
/// lists them.
@NullMarked
package dev.patchbay.shell.builtin;

import org.jspecify.annotations.NullMarked;
