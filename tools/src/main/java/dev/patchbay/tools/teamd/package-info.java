/// `teamd`, which tells the team driver what to do (teamd(8), teamd.conf(5)), and how `teamdctl`
/// speaks with it.
@NullMarked
package dev.patchbay.tools.teamd;

import org.jspecify.annotations.NullMarked;
