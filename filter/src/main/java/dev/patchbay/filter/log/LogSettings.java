package dev.patchbay.filter.log;

import dev.patchbay.core.KernelLog;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import dev.patchbay.filter.Inspection;
import java.util.List;

/// Who may write to a machine's log: rules of its initial namespace, and of others when asked to
/// (`net.netfilter.nf_log_all_netns`).
public final class LogSettings implements MachinePart {
  /// Where a machine keeps it.
  public static final Key<LogSettings> KEY = new Key<>(machine -> new LogSettings());

  private int allNamespaces;

  private LogSettings() {}

  /// The settings' files; the one of all namespaces is only in the initial one.
  public static void load(Machine machine) {
    Loggers.load(machine);
    Sysctl<LogSettings> all =
        Sysctl.integer(
            "nf_log_all_netns",
            0,
            1,
            log -> log.allNamespaces,
            (log, on) -> log.allNamespaces = on);
    machine
        .sysctls()
        .add(
            "net/netfilter",
            List.of(all),
            netns -> netns == machine.initialNetns() ? machine.part(KEY) : null);
  }

  /// Whether packets of the namespace may be written of.
  public static boolean mayPrint(Netns netns) {
    Machine machine = netns.machine();
    return netns == machine.initialNetns() || machine.part(KEY).allNamespaces != 0;
  }

  /// Writes a line about a packet, if its namespace may.
  public static void print(Inspection packet, KernelLog.Level level, String prefix, int flags) {
    if (mayPrint(packet.netns())) {
      packet.netns().machine().log().print(level, LogLine.of(packet, prefix, flags));
    }
  }
}
