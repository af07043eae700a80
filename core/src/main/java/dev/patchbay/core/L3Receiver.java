package dev.patchbay.core;

import dev.patchbay.packet.Packet;

/// What a packet of IPv4 or IPv6 meets behind PREROUTING and before it is routed, where its device
/// has such a thing (`l3mdev_ip_rcv`, `l3mdev_ip6_rcv`).
public interface L3Receiver {
  /// Looks at a packet that came in by `device`, its network header at its head; it may give the
  /// packet a route. Returns the device that it counts as having come in by from now on.
  NetDevice receive(Packet packet, NetDevice device);
}
