package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// A raw socket as IPv4 sees it (`raw_local_deliver`, `raw_icmp_error`).
public interface RawReceiver {
  /// The IP protocol it listens to.
  int protocol();

  /// Whether packets between these addresses that come by the device are for it: `remote` is the
  /// other end.
  boolean matches(int local, int remote, NetDevice device);

  /// Whether a filter of its own keeps the packet away; its head is the transport header.
  boolean refuses(Packet packet);

  /// Takes a packet, which is its own now; the head is the IP header.
  void deliver(Packet packet, NetDevice device);

  /// An ICMP error quotes a packet that it may have sent.
  void error(IcmpError error);
}
