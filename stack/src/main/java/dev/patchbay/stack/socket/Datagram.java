package dev.patchbay.stack.socket;

import dev.patchbay.packet.Ip;

/// What a raw or ping socket has received.
///
/// @param bytes a raw socket's for IPv4: the packet with its IP header; else from the transport
///   header on
/// @param source who sent it
/// @param destination whom it was for
/// @param ifindex the index of the device it came by
/// @param hops the TTL or hop limit that was left
/// @param tos the type of service or traffic class
/// @param options the options of its IPv4 header (`IP_RETOPTS`)
/// @param time when it came, in nanoseconds of the lab's clock
@SuppressWarnings("ArrayRecordComponent") // fresh bytes, the receiver's own
public record Datagram(
    byte[] bytes,
    Ip source,
    Ip destination,
    int ifindex,
    int hops,
    int tos,
    byte[] options,
    long time) {}
