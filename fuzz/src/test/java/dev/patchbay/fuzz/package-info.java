/// Hostile bytes: whatever they are, there is a line, a refusal or a counted drop, and never an
/// exception. A test first tries its kept inputs (`TESTInputs/METHOD` among the resources), then
/// looks for new ones for as long as it says; what it finds is kept there.
@NullMarked
package dev.patchbay.fuzz;

import org.jspecify.annotations.NullMarked;
