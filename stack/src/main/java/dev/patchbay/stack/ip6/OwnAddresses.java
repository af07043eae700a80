package dev.patchbay.stack.ip6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.L3Master;

/// The addresses that a device gives itself when it can send (net/ipv6/addrconf.c): `::1`, what a
/// tunnel maps from IPv4, and link-local ones, made in the way that its `addrgenmode` says.
final class OwnAddresses {
  private static final int HOST_PREFIX = 128;
  private static final int INTERFACE_PREFIX = 64;

  private OwnAddresses() {}

  /// The device can send from now on (`addrconf_dev_config` and its siblings).
  static void configure(Inet6Device inet) {
    inet.asked();
    if (inet.device() instanceof L3Master) {
      return;
    }
    if (inet.device().isLoopback()) {
      Addresses.of(inet.netns())
          .addAutomatic(inet, Ip.LOOPBACK6, HOST_PREFIX, Scope.HOST, AddressFlags.PERMANENT, false);
    } else if (inet.device().hardwareType() == ArpHardware.SIT) {
      configureSit(inet);
    } else {
      Fib.of(inet.netns(), Family.IPV6).addMulticastRoute(inet.device());
      generate(inet);
    }
  }

  /// `addrconf_sit_config`
  private static void configureSit(Inet6Device inet) {
    NetDevice device = inet.device();
    if (device.has(Features.ISATAP)) {
      generate(inet);
      return;
    }
    MappedAddresses.add(inet);
    if ((device.flags() & DeviceFlags.POINTOPOINT) != 0) {
      Fib.of(inet.netns(), Family.IPV6).addMulticastRoute(device);
    }
  }

  /// Gives the device a link-local address (`addrconf_addr_gen`, RFC 4862 section 5.3).
  private static void generate(Inet6Device inet) {
    if (inet.device().hardwareType() == ArpHardware.NONE
        && inet.addressGenerationMode() == Inet6Device.EUI64) {
      // There is nothing to derive an identifier from.
      inet.addressGenerationMode(Inet6Device.RANDOM);
    }
    switch (inet.addressGenerationMode()) {
      case Inet6Device.EUI64 -> {
        InterfaceIdentifiers.Eui64 id = InterfaceIdentifiers.Eui64.of(inet);
        if (id.known()) {
          addLinkLocal(inet, Ip.v6(Ipv6.LINK_LOCAL_HI, id.value()), 0);
        } else if (inet.device().hardwareType() == ArpHardware.IPGRE) {
          MappedAddresses.add(inet);
        }
      }
      case Inet6Device.RANDOM -> {
        if (inet.secret() == null) {
          RandomStream random = Ip6Netns.of(inet.netns()).random();
          inet.secret(Ip.v6(random.nextLong(), random.nextLong()));
        }
        addStable(inet);
      }
      case Inet6Device.STABLE_PRIVACY -> addStable(inet);
      default -> {}
    }
  }

  private static void addStable(Inet6Device inet) {
    Ip address = InterfaceIdentifiers.stable(inet, Ipv6.LINK_LOCAL_HI, 0);
    if (address != null) {
      addLinkLocal(inet, address, AddressFlags.STABLE_PRIVACY);
    }
  }

  private static void addLinkLocal(Inet6Device inet, Ip address, int flags) {
    Addresses.of(inet.netns())
        .addAutomatic(
            inet,
            address,
            INTERFACE_PREFIX,
            Scope.LINK,
            AddressFlags.PERMANENT | AddressFlags.TENTATIVE | flags,
            true);
  }
}
