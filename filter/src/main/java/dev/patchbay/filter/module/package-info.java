/// The modules that a machine loads when tables are used, as `lsmod` names them.
@NullMarked
package dev.patchbay.filter.module;

import org.jspecify.annotations.NullMarked;
