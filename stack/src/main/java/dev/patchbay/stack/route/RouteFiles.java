package dev.patchbay.stack.route;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The files of `/proc/sys/net/ipv4/route` and `ipv6/route`, and their like beside them.
final class RouteFiles {
  private RouteFiles() {}

  static void add(Machine machine) {
    SysctlTree tree = machine.sysctls();
    for (Family family : Family.values()) {
      String directory = family == Family.IPV4 ? "net/ipv4" : "net/ipv6";
      addSettings(tree, family, directory, "");
      addSettings(tree, family, directory, "/route");
      Sysctl<Fib> flush = Sysctl.writeOnly("flush", (fib, text) -> flush(fib));
      tree.add(directory + "/route", List.of(flush), netns -> Fib.of(netns, family));
    }
    addMachineSettings(machine, tree);
    machine.procFiles().addNet("rt6_stats", Ipv6Statistics::text);
  }

  private static void flush(Fib fib) {
    RouteExceptions.of(fib.netns(), fib.family()).flush();
    fib.flushCache();
  }

  private static void addSettings(SysctlTree tree, Family family, String directory, String below) {
    List<Sysctl<Fib>> files = new ArrayList<>();
    for (RouteSetting setting : RouteSetting.values()) {
      if (setting.exists(family) && setting.directory().equals(below)) {
        files.add(
            Sysctl.integer(
                setting.file(),
                setting.least(),
                setting.most(),
                fib -> fib.setting(setting),
                (fib, value) -> fib.setting(setting, value)));
      }
    }
    tree.add(directory + below, files, netns -> Fib.of(netns, family));
  }

  /// Files of the initial namespace alone, which hold for all.
  private static void addMachineSettings(Machine machine, SysctlTree tree) {
    MachineRoutes routes = MachineRoutes.of(machine);
    List<Sysctl<MachineRoutes>> files = new ArrayList<>();
    for (MachineRouteSetting setting : MachineRouteSetting.values()) {
      files.add(
          Sysctl.integer(
              setting.name().toLowerCase(Locale.ROOT),
              holder -> holder.setting(setting),
              (holder, value) -> holder.setting(setting, value)));
    }
    tree.add("net/ipv4/route", files, netns -> netns == machine.initialNetns() ? routes : null);
  }
}
