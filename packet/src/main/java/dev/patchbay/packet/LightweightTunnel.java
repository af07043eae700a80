package dev.patchbay.packet;

/// What a route adds to the packets that go its way (`lwtunnel_state`; `encap` of `ip route`).
public sealed interface LightweightTunnel permits TunnelKey, MplsTunnel {}
