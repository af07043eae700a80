package dev.patchbay.stack.ip6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Scope;

/// Addresses that a tunnel above IPv4 is given for the IPv4 addresses of its end (`add_v4_addrs`):
/// `fe80::a.b.c.d` where there is one other end, `::a.b.c.d` where that depends on the packet.
final class MappedAddresses {
  private static final int LINK_PREFIX = 64;
  private static final int COMPATIBLE_PREFIX = 96;

  private MappedAddresses() {}

  static void add(Inet6Device inet) {
    int own = inet.device().linkIpv4();
    if (own != 0) {
      add(inet, own);
      return;
    }
    Netns netns = inet.netns();
    for (NetDevice device : netns.devices()) {
      InetDevice ipv4 = InetDevice.inet(device);
      if (ipv4 != null && device.isUp()) {
        addAll(inet, ipv4);
      }
    }
  }

  private static void addAll(Inet6Device inet, InetDevice ipv4) {
    for (InterfaceAddress address : ipv4.addresses()) {
      if (address.scope() < Scope.LINK) {
        add(inet, address.local().toInt());
      }
    }
  }

  private static void add(Inet6Device inet, int address) {
    boolean compatible =
        inet.device().hardwareType() == ArpHardware.SIT
            && (inet.device().flags() & DeviceFlags.POINTOPOINT) == 0;
    Addresses.of(inet.netns())
        .addAutomatic(
            inet,
            Ip.v6(compatible ? 0 : Ipv6.LINK_LOCAL_HI, Integer.toUnsignedLong(address)),
            compatible ? COMPATIBLE_PREFIX : LINK_PREFIX,
            compatible ? Scope.GLOBAL : Scope.LINK,
            AddressFlags.PERMANENT,
            true);
  }
}
