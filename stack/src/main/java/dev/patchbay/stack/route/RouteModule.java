package dev.patchbay.stack.route;

import dev.patchbay.core.Machine;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressChain;

/// What this package adds to a machine: the routes that addresses and devices bring, the files of
/// `route`.
public final class RouteModule {
  private RouteModule() {}

  /// Becomes part of the machine: IPv4's half and what both have in common.
  public static void load(Machine machine) {
    AddressChain.of(machine).add(Family.IPV4, new Ipv4AddressRoutes());
    AddressChain.of(machine).add(Family.IPV6, new Ipv6AddressRoutes());
    machine.notifiers().add(Nexthops::notify);
    machine.notifiers().add(Ipv4DeviceRoutes::notify);
    RouteFiles.add(machine);
    RouteListFiles.add(machine);
  }

  /// IPv6's half: a device that goes down loses its neighbours of IPv4 before its routes of IPv6.
  public static void loadIpv6(Machine machine) {
    machine.notifiers().add(Ipv6DeviceRoutes::notify);
  }
}
