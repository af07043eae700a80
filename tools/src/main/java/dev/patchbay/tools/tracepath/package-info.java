/// `tracepath` of iputils: the routers on the way to a host, and the MTU of that way.
@NullMarked
package dev.patchbay.tools.tracepath;

import org.jspecify.annotations.NullMarked;
