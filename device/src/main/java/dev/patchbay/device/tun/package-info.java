/// The universal tun and tap driver (drivers/net/tun.c): devices whose other end is a program, and
/// the file `/dev/net/tun` that it reads and writes frames by.
///
/// ```java
/// TunFile file = TunFile.open(machine);
/// file.attach(process.netns(), process.user(), TunRequest.tap("tap0"));
/// int length = file.read(frame, 0, frame.length);
/// file.write(frame, 0, length);
/// ```
@NullMarked
package dev.patchbay.device.tun;

import org.jspecify.annotations.NullMarked;
