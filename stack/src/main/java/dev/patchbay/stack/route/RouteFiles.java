package dev.patchbay.stack.route;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Sysctl;
import dev.patchbay.core.SysctlTree;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files of `/proc/sys/net/ipv4/route` and `ipv6/route`, and their like beside them.
final class RouteFiles {
  /// What only the initial namespace shows, with what it begins with. The kernel has had no cache
  /// to limit since 3.6, and keeps the files.
  private static final Map<String, Integer> OF_THE_CACHE = ofTheCache();

  private RouteFiles() {}

  private static Map<String, Integer> ofTheCache() {
    Map<String, Integer> files = new LinkedHashMap<>();
    files.put("error_burst", 500);
    files.put("error_cost", 100);
    files.put("gc_elasticity", 8);
    files.put("gc_interval", 60);
    files.put("gc_min_interval", 0);
    files.put("gc_min_interval_ms", 500);
    files.put("gc_thresh", -1);
    files.put("gc_timeout", 300);
    files.put("max_size", Integer.MAX_VALUE);
    files.put("redirect_load", 2);
    files.put("redirect_number", 9);
    files.put("redirect_silence", 2048);
    return files;
  }

  static void add(Machine machine) {
    SysctlTree tree = machine.sysctls();
    for (Family family : Family.values()) {
      String directory = family == Family.IPV4 ? "net/ipv4" : "net/ipv6";
      addSettings(tree, family, directory, "");
      addSettings(tree, family, directory, "/route");
      Sysctl<Fib> flush = Sysctl.writeOnly("flush", (fib, text) -> flush(fib));
      tree.add(directory + "/route", List.of(flush), netns -> Fib.of(netns, family));
    }
    addCache(machine, tree);
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

  private static void addCache(Machine machine, SysctlTree tree) {
    Map<String, Integer> values = new LinkedHashMap<>(OF_THE_CACHE);
    List<Sysctl<Map<String, Integer>>> files = new ArrayList<>();
    for (String name : OF_THE_CACHE.keySet()) {
      files.add(
          Sysctl.integer(
              name, map -> map.getOrDefault(name, 0), (map, value) -> map.put(name, value)));
    }
    tree.add("net/ipv4/route", files, netns -> netns == machine.initialNetns() ? values : null);
  }
}
