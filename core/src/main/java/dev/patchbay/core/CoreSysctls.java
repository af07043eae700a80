package dev.patchbay.core;

import java.util.List;

/// The settings that belong to the machine as a whole: `net/core` and what the host's own kernel
/// shows of itself.
final class CoreSysctls {
  private CoreSysctls() {}

  static void addTo(Machine machine) {
    machine
        .sysctls()
        .add(
            "net/core",
            List.of(
                Sysctl.<Backlog>integer(
                    "netdev_max_backlog", 0, Integer.MAX_VALUE, Backlog::limit, Backlog::limit)),
            netns -> netns == machine.initialNetns() ? machine.backlog() : null);
    machine
        .sysctls()
        .add(
            "kernel",
            List.of(
                Sysctl.<Machine>of(
                    "hostname", Machine::hostname, (m, text) -> m.hostname(firstLine(text))),
                Sysctl.<Machine>of(
                    "domainname", Machine::domainName, (m, text) -> m.domainName(firstLine(text))),
                Sysctl.<Machine>readOnly("ostype", m -> "Linux"),
                Sysctl.<Machine>readOnly("osrelease", m -> Machine.KERNEL_RELEASE)),
            netns -> machine);
    HostLimits limits = new HostLimits();
    machine
        .sysctls()
        .add(
            "kernel",
            List.of(
                Sysctl.<HostLimits>integer(
                    "pid_max", 301, 4_194_304, l -> l.mostPids, (l, value) -> l.mostPids = value)),
            netns -> limits);
    machine
        .sysctls()
        .add(
            "fs",
            List.of(
                Sysctl.<HostLimits>integer(
                    "protected_fifos", 0, 2, l -> l.fifos, (l, value) -> l.fifos = value),
                Sysctl.<HostLimits>integer(
                    "protected_hardlinks",
                    0,
                    1,
                    l -> l.hardLinks,
                    (l, value) -> l.hardLinks = value),
                Sysctl.<HostLimits>integer(
                    "protected_regular", 0, 2, l -> l.regular, (l, value) -> l.regular = value),
                Sysctl.<HostLimits>integer(
                    "protected_symlinks", 0, 1, l -> l.symlinks, (l, value) -> l.symlinks = value)),
            netns -> limits);
  }

  /// A text ends with its line (`proc_dostring`).
  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
