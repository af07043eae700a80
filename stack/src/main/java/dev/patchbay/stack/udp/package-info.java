/// UDP (RFC 768) above both families: one kind of socket, one table of ports a namespace, and what
/// becomes of what comes in.
///
/// ```java
/// UdpSocket socket = UdpSocket.open(process, Family.IPV4);
/// socket.bind(Ip.ANY4, 5000);
/// process.await(socket.readable(), deadline, Bound.BOUNDED);
/// Datagram datagram = socket.receive();
/// socket.send(answer, datagram.source(), datagram.port(), Control.NONE);
/// ```
@NullMarked
package dev.patchbay.stack.udp;

import org.jspecify.annotations.NullMarked;
