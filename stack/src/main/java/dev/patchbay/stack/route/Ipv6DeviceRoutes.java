package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv6Setting;

/// What becomes of IPv6 routes when something happens to their device (`fib6_ifdown`,
/// `rt6_mtu_change`).
final class Ipv6DeviceRoutes {
  private Ipv6DeviceRoutes() {}

  static void notify(NetdeviceEvent event, NetDevice device) {
    if (!device.netns().hasPart(Fib.IPV6)) {
      return;
    }
    Fib fib = Fib.of(device.netns(), Family.IPV6);
    switch (event) {
      case UP -> DeviceRoutes.revive(fib, device, NextHopFlags.DEAD);
      case DOWN -> {
        DeviceRoutes.disable(fib, device, false);
        fib.collectExpired();
      }
      case CHANGEADDR -> fib.collectExpired();
      case CHANGE -> carrierChanged(fib, device);
      case CHANGEMTU -> mtuChanged(fib, device);
      case UNREGISTER -> DeviceRoutes.disable(fib, device, true);
      default -> {}
    }
  }

  private static void carrierChanged(Fib fib, NetDevice device) {
    if (device.isRunning()) {
      DeviceRoutes.revive(fib, device, NextHopFlags.LINKDOWN);
      return;
    }
    fib.ways()
        .forEach(way -> {
          if (!way.leadsHere()) {
            mark(fib, way, device, NextHopFlags.LINKDOWN);
          }
        });
    fib.flushCache();
  }

  private static void mark(Fib fib, Way way, NetDevice device, int flags) {
    for (NextHop hop : way.hops) {
      if (hop.device == device) {
        hop.flags |= flags;
        fib.markedHop();
      }
    }
  }

  /// Routes that name an MTU follow the device's down, and up when they named the one it had.
  private static void mtuChanged(Fib fib, NetDevice device) {
    InetDevice part = InetDevice.inet6(device);
    int mtu = device.mtu();
    if (part == null || mtu < Ipv6.MIN_MTU) {
      return;
    }
    mtuChanged(fib, device, mtu, part.setting(Ipv6Setting.MTU));
  }

  static void mtuChanged(Fib fib, NetDevice device, int mtu, int before) {
    for (FibEntry entry : fib.entriesBy(device)) {
      int own = entry.metrics().value(RouteMetrics.MTU);
      boolean follows = own != 0 && (own >= mtu || own == before);
      if (follows && !entry.metrics().isLocked(RouteMetrics.MTU)) {
        Way resized = entry.way.copy();
        resized.metrics = entry.metrics().with(RouteMetrics.MTU, mtu);
        fib.change(entry, resized);
      }
    }
  }

  /// A route goes when no next hop by another device is alive; else its next hops by this one are
  /// dead, or with `force` gone.
  static void disable(Fib fib, NetDevice device, boolean force) {
    for (FibEntry entry : fib.entriesBy(device)) {
      if (!entry.way.isAliveWithout(device)) {
        fib.take(entry);
        announceGone(fib, entry);
      } else if (force) {
        fib.change(entry, entry.way.without(device));
      } else {
        mark(fib, entry.way, device, DeviceRoutes.DOWN);
      }
    }
  }

  private static void announceGone(Fib fib, FibEntry entry) {
    if (fib.setting(RouteSetting.SKIP_NOTIFY_ON_DEV_DOWN) == 0) {
      fib.announce(entry, true);
    }
  }
}
