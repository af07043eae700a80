package dev.patchbay.core;

import dev.patchbay.packet.Packet;

/// Sees packets pass: a packet socket, a capture (`packet_type` of `AF_PACKET`).
public interface PacketTap {
  /// Every EtherType (`ETH_P_ALL`).
  int ALL = 3;

  /// Which EtherType it wants to see, or [#ALL].
  int protocol();

  /// The device it is bound to, or null for all of the namespace.
  @org.jspecify.annotations.Nullable
  NetDevice device();

  /// A packet passes, with its link header in the bytes from `packet.link()` on. The packet stays
  /// the caller's: clone it to keep it.
  void see(Packet packet, boolean outgoing);
}
