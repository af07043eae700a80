/// Time and turns. The [EventLoop] makes everything happen, one thing at a time, on the [Clock] it
/// is given; a [Task] is a program that takes turns on it. Nothing here knows what a network is.
@NullMarked
package dev.patchbay.core.time;

import org.jspecify.annotations.NullMarked;
