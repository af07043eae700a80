/// The commands that speak of the lab itself: its machines, the segments between them, and where a
/// command is run.
@NullMarked
package dev.patchbay.lab.command;

import org.jspecify.annotations.NullMarked;
