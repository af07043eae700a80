/// `teamnl`, which shows and sets what the team driver has (teamnl(8)).
@NullMarked
package dev.patchbay.tools.teamnl;

import org.jspecify.annotations.NullMarked;
