package dev.patchbay.core;

import dev.patchbay.packet.Packet;

/// A protocol above the link layer: ARP, IPv4, IPv6 (`packet_type`).
public interface ProtocolHandler {
  /// Takes the packet, received by `device`; its head is the network header.
  void receive(Packet packet, NetDevice device);
}
