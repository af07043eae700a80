/// Tunnels above IPv4 that are protocols of their own: IPIP, GRE, SIT (net/ipv4/ip_tunnel.c,
/// ipip.c, ip_gre.c, net/ipv6/sit.c), and what they share with tunnels above UDP.
///
/// **The way out.** A tunnel's `transmit` wraps the packet, finds the way of the outer one with
/// [TunnelOutput], and hands it to IPv4 as any packet made here. **The way in.** A protocol's
/// handler finds the tunnel in the [TunnelTable] by the outer addresses and the key; what was
/// inside crosses to the tunnel's device by the machine's backlog.
@NullMarked
package dev.patchbay.device.tunnel;

import org.jspecify.annotations.NullMarked;
