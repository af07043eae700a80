/// Frames in words, as tcpdump 4.99 prints them: a file a protocol, one table a layer.
///
/// [FramePrinter] is the door. A printer is a static method that reads a [Dissection] at a place
/// and appends what it finds; what comes next it looks up in the table of its layer: [EtherTypes],
/// [IpProtocols], [UdpPorts], [TcpPorts]. A read beyond what was captured ends the frame with
/// `[|protocol]`, so no printer needs to count what is left unless tcpdump says something else
/// there.
@NullMarked
package dev.patchbay.trace.print;

import org.jspecify.annotations.NullMarked;
