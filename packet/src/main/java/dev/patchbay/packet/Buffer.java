package dev.patchbay.packet;

/// The counted bytes below one or more packets. Only [Packet] and [PacketPool] see it.
final class Buffer {
  final byte[] bytes;

  /// How many packets share the bytes.
  int references = 1;

  /// How many of them care for the payload alone (`skb_header_release`).
  int payloadReferences;

  /// Where the payload of those begins.
  int payloadStart;

  Buffer(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Whether only one packet has a say in the headers.
  boolean hasOneHeader() {
    return references - payloadReferences <= 1;
  }
}
