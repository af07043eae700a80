/// What programs send and receive by: raw and ping sockets for ICMP ([RawSocket], [PingSocket]) and
/// packet sockets ([PacketSocket]). A socket is a descriptor of its process, holds its namespace,
/// and lets go of everything when it is closed.
///
/// ```java
/// RawSocket socket = RawSocket.open(process, IpProtocol.ICMP);
/// socket.connect(Ip.of("10.0.0.2"));
/// socket.send(echoRequest, null, false);
/// process.await(socket.readable(), deadline, Bound.BOUNDED);
/// Datagram reply = socket.receive();
/// ```
@NullMarked
package dev.patchbay.stack.socket;

import org.jspecify.annotations.NullMarked;
