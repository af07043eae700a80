package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// A ping socket as ICMP sees it: what it gets back is found by the identifier that it sends
/// (`ping_rcv`, `ping_err`).
public interface EchoReceiver {
  /// The identifier in its messages.
  int identifier();

  /// Whether messages to this address of ours that come by the device are for it.
  boolean matches(int local, NetDevice device);

  /// Takes a packet, which is its own now; the head is the ICMP header.
  void deliver(Packet packet, NetDevice device);

  /// An ICMP error quotes an echo that it sent.
  void error(IcmpError error);
}
