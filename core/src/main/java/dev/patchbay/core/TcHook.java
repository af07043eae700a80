package dev.patchbay.core;

import dev.patchbay.packet.Packet;

/// Filters of traffic control at the edge of a device (`sch_handle_ingress`, `sch_handle_egress`).
public interface TcHook {
  /// The packet goes on.
  int PASS = -1;

  /// Set in [Packet#flags()] of a packet that a filter has redirected to another device
  /// (`skb->redirected`), whose own is [Packet#originalIndex()].
  int REDIRECTED = 1 << 30;

  /// Set beside it when that was at ingress (`skb->from_ingress`).
  int FROM_INGRESS = 1 << 29;

  /// Judges the packet: [#PASS], or the packet is gone, and what its sender is told: 0, or the
  /// number of an error.
  int judge(Packet packet, NetDevice device);
}
