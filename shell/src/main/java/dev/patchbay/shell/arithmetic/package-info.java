/// Integer arithmetic as the shell has it (XCU 2.6.4, and bash's operators `**`, `++`, `--` and
/// `,`): C's grammar over 64-bit numbers and the shell's variables.
@NullMarked
package dev.patchbay.shell.arithmetic;

import org.jspecify.annotations.NullMarked;
