/// Team: several devices below that work as one, in a way that a program chooses
/// (drivers/net/team). [dev.patchbay.device.team.TeamDevice] is where to begin.
@NullMarked
package dev.patchbay.device.team;

import org.jspecify.annotations.NullMarked;
