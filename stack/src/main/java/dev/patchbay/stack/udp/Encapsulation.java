package dev.patchbay.stack.udp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// A tunnel that listens at a UDP socket of the kernel's own (`encap_rcv`).
public interface Encapsulation {
  /// Takes a packet, whose head is the UDP header and whose checksum is right. Returns whether it
  /// did: what it does not take is the socket's like any other.
  boolean receive(Packet packet, NetDevice device);
}
