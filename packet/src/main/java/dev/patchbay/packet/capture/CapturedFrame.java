package dev.patchbay.packet.capture;

/// A frame of a capture.
///
/// @param time when it was seen, in nanoseconds since 1970-01-01T00:00:00Z
/// @param bytes what was kept of it, from the header that `linkType` names on
/// @param length how many bytes it had on the wire, an unsigned number: what the file tells, even
///   if it is less than `bytes.length`
/// @param linkType what its first bytes are
/// @param interfaceNumber the place of its interface in the capture, from 0 on
@SuppressWarnings("ArrayRecordComponent") // a frame is its bytes; two are never compared
public record CapturedFrame(
    long time, byte[] bytes, int length, LinkType linkType, int interfaceNumber) {}
