package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Scope;

/// What becomes of IPv4 routes when something happens to their device (`fib_netdev_event`,
/// `fib_sync_down_dev`). Routes go without a word to monitors.
final class Ipv4DeviceRoutes {
  private Ipv4DeviceRoutes() {}

  static void notify(NetdeviceEvent event, NetDevice device) {
    switch (event) {
      case UP -> up(device);
      case DOWN -> {
        if (InetDevice.inet(device) != null) {
          DeviceRoutes.disable(fibOf(device), device, false);
        }
      }
      case CHANGE -> {
        if (InetDevice.inet(device) != null) {
          carrierChanged(fibOf(device), device);
        }
      }
      case UNREGISTER -> leave(fibOf(device), device);
      default -> {}
    }
  }

  private static Fib fibOf(NetDevice device) {
    return Fib.of(device.netns(), Family.IPV4);
  }

  private static void up(NetDevice device) {
    InetDevice inet = InetDevice.inet(device);
    if (inet != null) {
      inet.addresses().forEach(Ipv4AddressRoutes::add);
      DeviceRoutes.revive(fibOf(device), device, NextHopFlags.DEAD);
    }
  }

  private static void carrierChanged(Fib fib, NetDevice device) {
    if (DeviceRoutes.isRunning(device)) {
      DeviceRoutes.revive(fib, device, NextHopFlags.LINKDOWN);
      return;
    }
    fib.ways().forEach(way -> mark(fib, way, device, NextHopFlags.LINKDOWN, false));
    fib.flushCache();
  }

  /// Next hops by the device get the flags; with `force` even those that lead to the namespace
  /// itself.
  private static void mark(Fib fib, Way way, NetDevice device, int flags, boolean force) {
    for (NextHop hop : way.hops) {
      if (hop.device == device && (force || hop.scope != Scope.NOWHERE)) {
        hop.flags |= flags;
        fib.markedHop();
      }
    }
  }

  /// A route whose next hops are all dead goes.
  static void disable(Fib fib, NetDevice device, boolean force) {
    fib.ways()
        .forEach(way -> {
          mark(fib, way, device, DeviceRoutes.DOWN, force);
          way.dead = way.owns(device) && way.isWithoutLiveHop();
        });
    if (fib.ways().has(way -> way.dead)) {
      fib.entries(entry -> entry.way.dead).forEach(fib::take);
    }
  }

  /// The device is being removed: every route that uses it goes.
  private static void leave(Fib fib, NetDevice device) {
    for (FibEntry entry : fib.entriesBy(device)) {
      fib.take(entry);
    }
    fib.flushCache();
  }
}
