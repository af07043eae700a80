/// Tunnels above IPv6: of packets (`ip6tnl`), of GRE (`ip6gre`, `ip6gretap`, `ip6erspan`) and of
/// IPsec (`vti6`); see net/ipv6/ip6_tunnel.c, ip6_gre.c, ip6_vti.c and RFC 2473.
///
/// **The way out.** A tunnel's `transmit` puts what its kind wants before the packet, and
/// [Ipv6Tunnel#encapsulate] finds the way, tells the sender what is too large, and hands the packet
/// to IPv6. **The way in.** [Tunnel6Protocol] asks those who handle a protocol; they find the
/// tunnel in the [Tunnel6Table], and what was inside crosses to its device by the machine's
/// backlog.
@NullMarked
package dev.patchbay.device.tunnel6;

import org.jspecify.annotations.NullMarked;
