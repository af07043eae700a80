package dev.patchbay.tools.ping;

import dev.patchbay.packet.Ip;

/// One of the addresses that a name stands for.
///
/// @param scope the index of the device that a link-local address is on, or 0
/// @param canonical the host's canonical name; empty for all but the first
public record Destination(Ip address, int scope, String canonical) {}
