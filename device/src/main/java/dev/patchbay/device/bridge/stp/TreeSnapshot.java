package dev.patchbay.device.bridge.stp;

/// What a bridge makes of the spanning tree at one moment; timers in nanoseconds that are left, 0
/// when they do not run.
///
/// @param id its own
/// @param rootPort the number of the port towards the root, 0 when it is the root itself
public record TreeSnapshot(
    BridgeId id,
    BridgeId root,
    int rootPort,
    long rootPathCost,
    boolean topologyChange,
    boolean topologyChangeDetected,
    long helloTimer,
    long tcnTimer,
    long topologyChangeTimer) {}
