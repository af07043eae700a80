package dev.patchbay.stack.route;

/// The settings of IPv4's routing that a machine has once: files under `/proc/sys/net/ipv4/route`
/// of its initial namespace (Documentation/networking/ip-sysctl.rst). Times are in jiffies,
/// hundredths of a second.
public enum MachineRouteSetting {
  /// How much a sender may have saved up for errors that his packets have no route.
  ERROR_BURST(500),

  /// What one such error costs.
  ERROR_COST(100),

  // The kernel has had no cache to limit since 3.6, and keeps the files.
  GC_ELASTICITY(8),
  GC_INTERVAL(60),
  GC_MIN_INTERVAL(0),
  GC_MIN_INTERVAL_MS(500),
  GC_THRESH(-1),
  GC_TIMEOUT(300),
  MAX_SIZE(Integer.MAX_VALUE),

  /// How long it takes to the second redirect; each later one takes twice as long.
  REDIRECT_LOAD(2),

  /// How many redirects a sender gets that does not heed them.
  REDIRECT_NUMBER(9),

  /// After so long a time without them redirects begin anew.
  REDIRECT_SILENCE(2048);

  private final int initial;

  MachineRouteSetting(int initial) {
    this.initial = initial;
  }

  int initial() {
    return initial;
  }
}
