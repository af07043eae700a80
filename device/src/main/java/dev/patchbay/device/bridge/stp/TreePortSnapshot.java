package dev.patchbay.device.bridge.stp;

/// What a port makes of the spanning tree at one moment; timers in nanoseconds that are left, 0
/// when they do not run.
///
/// @param number of the port, from 1 on
/// @param id priority and number
/// @param designatedBridge the bridge that is designated at the port's cable, by whatever port
public record TreePortSnapshot(
    int number,
    int id,
    PortState state,
    int priority,
    int cost,
    BridgeId designatedRoot,
    BridgeId designatedBridge,
    int designatedPort,
    long designatedCost,
    long holdTimer,
    long messageAgeTimer,
    long forwardDelayTimer,
    boolean changeAcknowledged,
    boolean configPending) {}
