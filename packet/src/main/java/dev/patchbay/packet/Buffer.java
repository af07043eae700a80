package dev.patchbay.packet;

/// The counted bytes below one or more packets. Only [Packet] and [PacketPool] see it.
final class Buffer {
  final byte[] bytes;

  /// Which free list of the pool it goes back to.
  final int sizeClass;

  /// How many packets share the bytes; 0 while it lies in the pool.
  int references;

  /// How many of them care for the payload alone (`skb_header_release`).
  int payloadReferences;

  /// Where the payload of those begins.
  int payloadStart;

  /// Whether only one packet has a say in the headers.
  boolean hasOneHeader() {
    return references - payloadReferences <= 1;
  }

  Buffer(byte[] bytes, int sizeClass) {
    this.bytes = bytes;
    this.sizeClass = sizeClass;
  }
}
