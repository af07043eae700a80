package dev.patchbay.tools.ip;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What `ip monitor` can be asked to tell of.
enum MonitorGroup {
  LINK,
  ADDRESS,
  ROUTE,
  MROUTE,
  NEXTHOP,
  PREFIX,
  NEIGH,
  RULE,
  NETCONF,
  NSID,
  STATS;

  /// What it tells of when it is not asked for anything.
  static final Set<MonitorGroup> USUAL =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(STATS)));

  /// What stands before its events where they are labelled: `[LINK]`, but `[ADDR]`.
  String label() {
    return "[" + (this == ADDRESS ? "ADDR" : name()) + "]";
  }

  /// The group of this word.
  static MonitorGroup of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
