/// How fast it is. Each class measures one row of `bench/README.md`, or a few that belong together.
@NullMarked
package dev.patchbay.bench;

import org.jspecify.annotations.NullMarked;
