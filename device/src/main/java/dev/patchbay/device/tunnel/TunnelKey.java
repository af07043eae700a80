package dev.patchbay.device.tunnel;

import dev.patchbay.packet.Packet;

/// Which tunnel a frame came by or is to leave by, of a device that serves several
/// (`ip_tunnel_key`): what a bridge port with `vlan_tunnel` reads and writes.
///
/// @param id the tunnel's, below 2^24 as a VXLAN network identifier
public record TunnelKey(int id) implements Packet.TunnelMetadata {}
