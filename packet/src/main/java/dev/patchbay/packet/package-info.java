/// The bytes of a network. A [Packet] is one frame and what the network knows about it; each header
/// has a file of static accessors over `(byte[] bytes, int at)`, which therefore allocate nothing
/// in any tier of the compiler.
///
/// ```java
/// Packet packet = pool.allocate(64);
/// Udp.push(packet, 68, 67);
/// Ipv4.push(packet, client, server, IpProtocol.UDP, 64);
/// Ethernet.push(packet, destination, source, EtherType.IPV4);
/// int ttl = Ipv4.ttl(packet.bytes(), packet.network());
/// ```
@NullMarked
package dev.patchbay.packet;

import org.jspecify.annotations.NullMarked;
