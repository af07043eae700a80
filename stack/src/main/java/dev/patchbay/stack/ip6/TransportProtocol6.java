package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// A protocol above IPv6 on one machine, beside ICMPv6 (`inet6_protocol`).
public interface TransportProtocol6 {
  /// Takes a packet for this namespace; its head is the transport header.
  void receive(Packet packet, NetDevice device);

  /// An ICMPv6 error quotes a packet of this protocol.
  default void error(Icmp6Error error) {}
}
