/// Words in, text out: what every command reads its arguments with ([Args]) and prints with
/// ([Output]), and the errors Linux answers with ([Errno]).
@NullMarked
package dev.patchbay.core.text;

import org.jspecify.annotations.NullMarked;
