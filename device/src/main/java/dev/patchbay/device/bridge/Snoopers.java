package dev.patchbay.device.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.InetDevice;
import org.jspecify.annotations.Nullable;

/// The groups of all who listen to what concerns groups: 224.0.0.106 and ff02::6a (RFC 4286). A
/// bridge that snoops is in them (`br_multicast_join_snoopers`).
final class Snoopers {
  private static final long ALL_SNOOPERS = Ip.hi(0xe000_006a);
  private static final long ALL_SNOOPERS_LO = 0x6a;

  private Snoopers() {}

  /// The bridge is in the groups from now on, or no longer.
  static void join(NetDevice bridge, boolean on) {
    join(InetDevice.inet(bridge), ALL_SNOOPERS, 0, on);
    join(InetDevice.inet6(bridge), Ipv6.LINK_MULTICAST_HI, ALL_SNOOPERS_LO, on);
  }

  private static void join(@Nullable InetDevice inet, long hi, long lo, boolean on) {
    if (inet == null || inet.isDead()) {
      return;
    }
    if (on) {
      inet.groups().join(hi, lo);
    } else if (inet.isMember(hi, lo)) {
      inet.groups().leave(hi, lo);
    }
  }
}
