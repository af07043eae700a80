package dev.patchbay.device.bridge.stp;

/// What a port has counted of the spanning tree (`bridge_stp_xstats`).
///
/// @param blocked how often it began to block, while the protocol was spoken
/// @param forwarding how often it began to forward
public record TreeCounts(
    long rxBpdu, long txBpdu, long rxTcn, long txTcn, long blocked, long forwarding) {}
