package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.SysctlTree;
import java.util.ArrayList;
import java.util.List;

/// `/proc/sys/net/netfilter/nf_conntrack_*`, and the old name of the limit,
/// `/proc/sys/net/nf_conntrack_max`. Only the initial namespace sets what holds for all.
final class ConntrackSysctls {
  private static final String DIRECTORY = "net/netfilter";

  private ConntrackSysctls() {}

  static void add(Machine machine) {
    SysctlTree tree = machine.sysctls();
    List<Sysctl<Conntrack>> own = new ArrayList<>();
    for (ConntrackSetting setting : ConntrackSetting.values()) {
      own.add(
          Sysctl.integer(
              setting.file(),
              setting.min(),
              setting.max(),
              conntrack -> conntrack.setting(setting),
              (conntrack, value) -> conntrack.setting(setting, value)));
    }
    own.add(Sysctl.readOnly("nf_conntrack_count", conntrack -> Integer.toString(conntrack.size())));
    tree.add(DIRECTORY, own, Conntrack::of);
    tree.add(
        DIRECTORY,
        limits(),
        netns -> isInitial(netns) ? ConntrackLimits.of(netns.machine()) : null);
    tree.add(
        DIRECTORY,
        limits().stream().map(ConntrackSysctls::readOnly).toList(),
        netns -> isInitial(netns) ? null : ConntrackLimits.of(netns.machine()));
    tree.add(
        "net",
        limits().stream().filter(limit -> limit.name().equals("nf_conntrack_max")).toList(),
        netns -> isInitial(netns) ? ConntrackLimits.of(netns.machine()) : null);
  }

  private static boolean isInitial(Netns netns) {
    return netns == netns.machine().initialNetns();
  }

  private static List<Sysctl<ConntrackLimits>> limits() {
    return List.of(
        Sysctl.integer(
            "nf_conntrack_max",
            ConntrackLimits::connections,
            (limits, value) -> limits.connections(value)),
        Sysctl.integer(
            "nf_conntrack_buckets",
            0,
            Integer.MAX_VALUE,
            ConntrackLimits::buckets,
            (limits, value) -> limits.buckets(value)),
        Sysctl.integer(
            "nf_conntrack_expect_max",
            ConntrackLimits::expectations,
            (limits, value) -> limits.expectations(value)));
  }

  private static Sysctl<ConntrackLimits> readOnly(Sysctl<ConntrackLimits> limit) {
    return Sysctl.readOnly(limit.name(), limit::read);
  }
}
