package dev.patchbay.stack.socket;

import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;

/// What a packet socket has received (packet(7), `sockaddr_ll`).
///
/// @param bytes with the link header, or without it for a cooked socket
/// @param protocol the EtherType
/// @param type whom it was addressed to
/// @param source the link-layer address of its sender
/// @param ifindex the index of the device it was seen at
/// @param hardwareType the device's kind of link layer (`ARPHRD_…`)
/// @param time when it was seen, in nanoseconds of the lab's clock
@SuppressWarnings("ArrayRecordComponent") // fresh bytes, the receiver's own
public record Frame(
    byte[] bytes,
    int protocol,
    Packet.Type type,
    Mac source,
    int ifindex,
    int hardwareType,
    long time) {}
