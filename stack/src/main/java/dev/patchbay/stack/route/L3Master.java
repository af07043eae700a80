package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// A device that stands for a routing domain: it and its ports are routed by a table of their own
/// (`l3mdev_ops`; Documentation/networking/vrf.rst).
public interface L3Master {
  /// The domain's routing table, see [RouteTable].
  int table();

  /// The domain that the device is, or is a port of; or null (`l3mdev_master_dev_rcu`).
  static @Nullable NetDevice of(NetDevice device) {
    if (device instanceof L3Master) {
      return device;
    }
    NetDevice master = device.master();
    return master instanceof L3Master ? master : null;
  }

  /// The table of the device's domain, or the `usual` one when it is in none (`l3mdev_fib_table`).
  static int table(@Nullable NetDevice device, int usual) {
    NetDevice domain = device == null ? null : of(device);
    return domain instanceof L3Master master ? master.table() : usual;
  }

  /// The device that stands for this namespace where something leads to it by `device`: that of the
  /// domain, or `lo` (`ip_rt_get_dev`).
  static NetDevice loopback(NetDevice device) {
    NetDevice domain = of(device);
    return domain == null ? device.netns().loopback() : domain;
  }

  /// Whether a socket bound to `bound`, which may be null, hears what comes by the device. Unbound
  /// ones hear domains only where they `accept` them (`inet_sk_bound_dev_eq`).
  static boolean reaches(@Nullable NetDevice bound, NetDevice device, boolean accept) {
    return bound == null
        ? accept || of(device) == null
        : bound == device || (bound == device.master() && bound instanceof L3Master);
  }
}
