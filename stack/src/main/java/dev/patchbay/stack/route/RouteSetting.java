package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;

/// The settings of routing in a namespace: files under `/proc/sys/net/ipv4` and `ipv6`
/// (Documentation/networking/ip-sysctl.rst).
public enum RouteSetting {
  /// How long a learnt path MTU holds, in seconds.
  MTU_EXPIRES("route/mtu_expires", 600, 600),

  /// A learnt path MTU is not taken to be smaller, in bytes.
  MIN_PMTU("route/min_pmtu", 552, RouteSetting.NONE),
  MIN_ADV_MSS("route/min_adv_mss", 256, 1220),
  GC_ELASTICITY("route/gc_elasticity", RouteSetting.NONE, 9),

  /// How often routes whose time is over are looked for, in seconds.
  GC_INTERVAL("route/gc_interval", RouteSetting.NONE, 30),
  GC_MIN_INTERVAL("route/gc_min_interval", RouteSetting.NONE, 0),
  GC_MIN_INTERVAL_MS("route/gc_min_interval_ms", RouteSetting.NONE, 500),
  GC_THRESH("route/gc_thresh", RouteSetting.NONE, 1024),
  GC_TIMEOUT("route/gc_timeout", RouteSetting.NONE, 60),
  MAX_SIZE("route/max_size", RouteSetting.NONE, Integer.MAX_VALUE),

  /// Whether monitors are not told of the routes that go with a device.
  SKIP_NOTIFY_ON_DEV_DOWN("route/skip_notify_on_dev_down", RouteSetting.NONE, 0),

  /// What several next hops are chosen by: 0 the addresses, 1 ports and protocol too.
  FIB_MULTIPATH_HASH_POLICY("fib_multipath_hash_policy", 0, 0, 3),
  FIB_MULTIPATH_HASH_FIELDS("fib_multipath_hash_fields", 7, 7, 4095),
  FIB_MULTIPATH_USE_NEIGH("fib_multipath_use_neigh", 0, RouteSetting.NONE, 1),
  FIB_NOTIFY_ON_FLAG_CHANGE("fib_notify_on_flag_change", 0, 0, 2),
  NEXTHOP_COMPAT_MODE("nexthop_compat_mode", 1, RouteSetting.NONE, 1);

  /// The family has no such file.
  private static final int NONE = -1;

  /// What every link of IPv4 carries (RFC 791), in bytes.
  private static final int LEAST_MTU = 68;

  private final String file;
  private final int ipv4;
  private final int ipv6;
  private final int most;

  RouteSetting(String file, int ipv4, int ipv6) {
    this(file, ipv4, ipv6, Integer.MAX_VALUE);
  }

  RouteSetting(String file, int ipv4, int ipv6, int most) {
    this.file = file;
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
    this.most = most;
  }

  /// The directory under that of the family, empty for that one itself.
  String directory() {
    int slash = file.indexOf('/');
    return slash < 0 ? "" : "/" + file.substring(0, slash);
  }

  /// The file in it.
  String file() {
    return file.substring(file.indexOf('/') + 1);
  }

  boolean exists(Family family) {
    return initial(family) != NONE;
  }

  int initial(Family family) {
    return family == Family.IPV4 ? ipv4 : ipv6;
  }

  /// The least that may be written: any number where no limit is set.
  int least() {
    if (this == MIN_PMTU) {
      return LEAST_MTU;
    }
    if (this == FIB_MULTIPATH_HASH_FIELDS) {
      return 1;
    }
    return most == Integer.MAX_VALUE ? Integer.MIN_VALUE : 0;
  }

  /// The most that may be written.
  int most() {
    return most;
  }
}
