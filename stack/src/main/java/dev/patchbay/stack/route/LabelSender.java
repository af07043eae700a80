package dev.patchbay.stack.route;

import dev.patchbay.packet.Packet;

/// Sends packets of IP whose route gives them labels (`encap mpls`).
public interface LabelSender {
  /// Puts the labels of its route before the packet, whose head is the IP header, and sends it.
  /// Returns 0, or the number of the error that the sender is told; the packet is gone either way.
  int send(Packet packet, Route route);
}
