/// Text and bytes: how words become bytes and back without loss, and how words are quoted to be
/// shown.
@NullMarked
package dev.patchbay.shell.text;

import org.jspecify.annotations.NullMarked;
