/// CAN devices that are software alone: a bus of its own (`vcan`), and a cable (`vxcan`). No
/// program here speaks CAN, so nothing goes over them but what packet sockets send.
@NullMarked
package dev.patchbay.device.can;

import org.jspecify.annotations.NullMarked;
