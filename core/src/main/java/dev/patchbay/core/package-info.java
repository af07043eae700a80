/// What a network is made of, before anyone says which: a [Machine] is what one Linux kernel would
/// be, a [Netns] a world of its own in it, a [NetDevice] takes packets in and sends packets out, a
/// [Process] is what runs. [World] is what the machines of a lab share.
@NullMarked
package dev.patchbay.core;

import org.jspecify.annotations.NullMarked;
