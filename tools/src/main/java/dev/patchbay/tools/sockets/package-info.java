/// What the commands that list sockets share: the sockets of a namespace, and who holds them.
@NullMarked
package dev.patchbay.tools.sockets;

import org.jspecify.annotations.NullMarked;
