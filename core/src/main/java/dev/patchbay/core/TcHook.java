package dev.patchbay.core;

import dev.patchbay.packet.Packet;

/// Filters of traffic control at the edge of a device (`sch_handle_ingress`, `sch_handle_egress`).
public interface TcHook {
  /// The packet goes on.
  int PASS = -1;

  /// Judges the packet: [#PASS], or the packet is gone, and what its sender is told: 0, or the
  /// number of an error.
  int judge(Packet packet, NetDevice device);
}
