/// What makes a kernel a machine: the files its programs see, the programs, the environment they
/// start in. [Machines] builds them.
@NullMarked
package dev.patchbay.lab.machine;

import org.jspecify.annotations.NullMarked;
