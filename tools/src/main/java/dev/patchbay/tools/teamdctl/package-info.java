/// `teamdctl`, by which one speaks with `teamd` (teamdctl(8)).
@NullMarked
package dev.patchbay.tools.teamdctl;

import org.jspecify.annotations.NullMarked;
