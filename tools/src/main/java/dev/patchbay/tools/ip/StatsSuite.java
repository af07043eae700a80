package dev.patchbay.tools.ip;

import java.util.List;
import java.util.stream.Stream;

/// What `ip stats` can show of a device, in its order: each has a group, some a subgroup in it, and
/// some a suite in that.
enum StatsSuite {
  MPLS("afstats mpls"),
  LINK("link"),
  L3_STATS("offload l3_stats"),
  HARDWARE("offload hw_stats_info"),
  CPU_HIT("offload cpu_hit"),
  SLAVE_LACP("xstats_slave bond 802.3ad"),
  LACP("xstats bond 802.3ad"),
  SLAVE_MULTICAST("xstats_slave bridge mcast"),
  SLAVE_STP("xstats_slave bridge stp"),
  MULTICAST("xstats bridge mcast"),
  STP("xstats bridge stp");

  /// What the words of a path are called.
  static final List<String> LEVELS = List.of("group", "subgroup", "suite");

  private final String words;

  StatsSuite(String words) {
    this.words = words;
  }

  /// Its group, its subgroup if it has one, its suite if it has one.
  List<String> path() {
    return List.of(words.split(" "));
  }

  /// Those whose path begins so.
  static List<StatsSuite> under(List<String> path) {
    return Stream.of(values()).filter(suite -> suite.begins(path)).toList();
  }

  private boolean begins(List<String> outer) {
    List<String> own = path();
    return own.size() >= outer.size() && own.subList(0, outer.size()).equals(outer);
  }
}
