/// The grammar of the shell (POSIX.1-2017, XCU 2.10, and what scripts use of bash's): text in, a
/// tree of [Node] and [Word] out, one complete command at a time. It knows nothing of variables,
/// files or processes.
@NullMarked
package dev.patchbay.shell.syntax;

import org.jspecify.annotations.NullMarked;
