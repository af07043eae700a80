package dev.patchbay.core;

import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Sees packets pass: a packet socket, a capture (`packet_type` of `AF_PACKET`).
public interface PacketTap {
  /// Every EtherType (`ETH_P_ALL`).
  int ALL = 3;

  /// Which EtherType it wants to see, or [#ALL].
  int protocol();

  /// The device it is bound to, or null for all of the namespace.
  @Nullable NetDevice device();

  /// A packet passes, with its link header in the bytes from `packet.link()` on. The packet stays
  /// the caller's: clone it to keep it.
  void see(Packet packet, boolean outgoing);

  /// Whether one of them sees packets of this protocol.
  static boolean isSeen(PacketTap @Nullable [] taps, Packet packet) {
    if (taps != null) {
      for (PacketTap tap : taps) {
        if (tap.protocol() == PacketTap.ALL || tap.protocol() == packet.protocol()) {
          return true;
        }
      }
    }
    return false;
  }

  /// Shows the packet to those that want every protocol.
  static void seeAll(PacketTap @Nullable [] taps, Packet packet, boolean outgoing) {
    if (taps != null) {
      for (PacketTap tap : taps) {
        if (tap.protocol() == PacketTap.ALL) {
          tap.see(packet, outgoing);
        }
      }
    }
  }

  /// Shows a packet that has come in to those that want its protocol.
  static void seeProtocol(PacketTap @Nullable [] taps, Packet packet) {
    if (taps != null) {
      for (PacketTap tap : taps) {
        if (tap.protocol() == packet.protocol()) {
          tap.see(packet, false);
        }
      }
    }
  }
}
