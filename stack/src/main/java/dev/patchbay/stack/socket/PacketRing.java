package dev.patchbay.stack.socket;

import dev.patchbay.packet.Packet;

/// Where a packet socket puts the frames that it sees, instead of its queue (`PACKET_RX_RING`).
public interface PacketRing {
  /// A frame passes, with its link header, if it has one, from `packet.link()` on. The packet stays
  /// the caller's: what is to be kept of it is copied here.
  void put(Packet packet, boolean outgoing);
}
