package dev.patchbay.device.bridge;

import org.jspecify.annotations.Nullable;

/// A request about VLANs (`IFLA_BRIDGE_VLAN_INFO`): from one id to another, the same for a single
/// one.
///
/// @param pvid whether frames without a tag belong to it
/// @param untagged whether its frames leave without a tag
/// @param self whether the device itself is meant
/// @param master whether the bridge above it is, as without either
/// @param tunnels what the VLANs are mapped to, where the request is about that and nothing else
public record VlanRequest(
    int from,
    int to,
    boolean pvid,
    boolean untagged,
    boolean self,
    boolean master,
    @Nullable TunnelRange tunnels) {}
