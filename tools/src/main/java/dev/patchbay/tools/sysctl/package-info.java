/// `sysctl`, as procps-ng 4.0.2 has it: a reader and writer of the files under `/proc/sys`.
@NullMarked
package dev.patchbay.tools.sysctl;

import org.jspecify.annotations.NullMarked;
