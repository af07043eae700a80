package dev.patchbay.filter.module;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Modules;
import dev.patchbay.core.Netns;
import dev.patchbay.core.ProcFiles;
import dev.patchbay.filter.Extensions;
import dev.patchbay.filter.Tables;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;

/// What `/proc/net` tells of a family's tables, and of the matches and targets that rules can use:
/// those whose modules are loaded.
final class TableFiles {
  private final Family family;
  private final String icmp;
  private final Extensions extensions = new Extensions();

  private TableFiles(Family family) {
    this.family = family;
    this.icmp = family == Family.IPV4 ? "icmp" : "icmp6";
  }

  /// Adds the files of a family, whose names begin with `prefix`.
  static void add(Machine machine, Family family, String prefix) {
    TableFiles files = new TableFiles(family);
    ProcFiles proc = machine.procFiles();
    proc.addNet(prefix + "_names", files::names);
    proc.addNet(prefix + "_matches", files::matches);
    proc.addNet(prefix + "_targets", files::targets);
  }

  private String names(Netns netns) {
    return lines(Tables.of(netns).of(family).stream().map(table -> table.kind().word()).toList());
  }

  private String matches(Netns netns) {
    Modules modules = netns.machine().modules();
    List<String> all = new ArrayList<>(extensions.loadedMatches(family, modules));
    if (!all.contains(icmp)) {
      all.add(icmp);
    }
    if (modules.isLoaded("xt_tcpudp")) {
      all.add("udplite");
    }
    return lines(all);
  }

  private String targets(Netns netns) {
    List<String> all = new ArrayList<>(extensions.loadedTargets(family, netns.machine().modules()));
    all.add("ERROR");
    return lines(all);
  }

  private static String lines(List<String> words) {
    StringBuilder lines = new StringBuilder();
    words.forEach(word -> lines.append(word).append('\n'));
    return lines.toString();
  }
}
