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
  }

  /// A text ends with its line (`proc_dostring`).
  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
