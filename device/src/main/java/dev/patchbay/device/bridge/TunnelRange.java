package dev.patchbay.device.bridge;

/// The tunnels that VLANs are mapped to, one each, in a request (`IFLA_BRIDGE_VLAN_TUNNEL_INFO`);
/// `to` is 0 where none was named.
public record TunnelRange(int from, int to) {}
