package dev.patchbay.stack.neighbour;

import dev.patchbay.packet.Family;

/// The settings of neighbour discovery that a device or `default` has
/// (Documentation/networking/ip-sysctl.rst). Times are kept in jiffies of 10 ms, as the kernel
/// keeps them; [NeighbourSysctls] says how the files show them.
public enum NeighbourSetting {
  MCAST_SOLICIT(3),
  UCAST_SOLICIT(3),
  APP_SOLICIT(0),
  MCAST_RESOLICIT(0),
  RETRANS_TIME(100),
  BASE_REACHABLE_TIME(3_000),
  DELAY_PROBE_TIME(500),
  INTERVAL_PROBE_TIME(500),
  GC_STALE_TIME(6_000),
  QUEUE_LENGTH_BYTES(212_992),
  PROXY_QUEUE_LENGTH(64),
  ANYCAST_DELAY(100),
  PROXY_DELAY(80),
  LOCKTIME(100);

  /// The kernel's unit of time, in nanoseconds (`HZ` is 100).
  public static final long JIFFY = 10_000_000;

  private final int initial;

  NeighbourSetting(int initial) {
    this.initial = initial;
  }

  /// What it is in a machine that has just booted.
  int initial(Family family) {
    return this == LOCKTIME && family == Family.IPV6 ? 0 : initial;
  }
}
