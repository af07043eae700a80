/// The lab's own small programs: those that scripts use on the lab's files and its clock, each as
/// GNU coreutils and grep have it.
@NullMarked
package dev.patchbay.shell.tool;

import org.jspecify.annotations.NullMarked;
