/// Word expansion (XCU 2.6): tilde, parameters, command substitution, arithmetic, field splitting,
/// pathnames, quote removal, in that order; and the patterns (XCU 2.13) of `case`, `${x%…}` and
/// file names.
@NullMarked
package dev.patchbay.shell.expand;

import org.jspecify.annotations.NullMarked;
