/// What the Tab key offers at a prompt: commands and their words, devices, namespaces, machines,
/// files.
@NullMarked
package dev.patchbay.shell.complete;

import org.jspecify.annotations.NullMarked;
