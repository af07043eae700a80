package dev.patchbay.stack.ip6;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.InetDevice;

/// The group in which an address is asked for (RFC 4291 section 2.7.1). On devices where nobody
/// asks, nobody is in one (`addrconf_join_solict`).
final class SolicitedNode {
  private static final int UNASKED = DeviceFlags.LOOPBACK | DeviceFlags.NOARP;

  private SolicitedNode() {}

  /// Joins that of an address which ends with `lo`.
  static void join(InetDevice inet, long lo) {
    if ((inet.device().flags() & UNASKED) == 0) {
      inet.groups().join(Ipv6.LINK_MULTICAST_HI, Ipv6.solicitedNodeLo(lo));
    }
  }

  static void leave(InetDevice inet, long lo) {
    if ((inet.device().flags() & UNASKED) == 0) {
      inet.groups().leave(Ipv6.LINK_MULTICAST_HI, Ipv6.solicitedNodeLo(lo));
    }
  }
}
