package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// A protocol above IPv4 on one machine: ICMP, and later UDP and TCP (`net_protocol`).
public interface TransportProtocol {
  /// Takes a packet for this namespace; its head is the transport header.
  void receive(Packet packet, NetDevice device);

  /// An ICMP error quotes a packet of this protocol.
  default void error(IcmpError error) {}
}
