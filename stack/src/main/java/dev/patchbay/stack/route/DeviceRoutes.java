package dev.patchbay.stack.route;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;

/// What becomes of routes when their device goes or comes, for both families.
final class DeviceRoutes {
  static final int DOWN = NextHopFlags.DEAD | NextHopFlags.LINKDOWN;

  private DeviceRoutes() {}

  /// The family stops on the device; with `force` for good.
  static void disable(Fib fib, NetDevice device, boolean force) {
    if (fib.family() == Family.IPV4) {
      Ipv4DeviceRoutes.disable(fib, device, force);
    } else {
      Ipv6DeviceRoutes.disable(fib, device, force);
    }
    fib.flushCache();
  }

  /// Next hops by the device lose the flags (`fib_sync_up`, `rt6_sync_up`).
  static void revive(Fib fib, NetDevice device, int flags) {
    fib.flushCache();
    if (!device.isUp() || !fib.hasMarkedHops()) {
      return;
    }
    int lost = (flags & NextHopFlags.DEAD) != 0 && isRunning(device) ? DOWN : flags;
    fib.ways()
        .forEach(way -> {
          for (NextHop hop : way.hops) {
            if (hop.device == device) {
              hop.flags &= ~lost;
              way.dead = false;
            }
          }
        });
    fib.findMarkedHops();
  }

  /// Whether the device shows that it can send.
  static boolean isRunning(NetDevice device) {
    return (device.shownFlags() & (DeviceFlags.RUNNING | DeviceFlags.LOWER_UP)) != 0;
  }
}
