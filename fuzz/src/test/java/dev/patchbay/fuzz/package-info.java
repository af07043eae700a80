/// Hostile bytes: whatever they are, there is a line, a refusal or a counted drop, and never an
/// exception. A test first tries its kept inputs (`TESTInputs/METHOD` among the resources), then as
/// many new ones as it says, the same in every build; what it finds is kept there.
@NullMarked
package dev.patchbay.fuzz;

import org.jspecify.annotations.NullMarked;
