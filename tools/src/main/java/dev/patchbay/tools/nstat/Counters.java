package dev.patchbay.tools.nstat;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The counters of `/proc/net/snmp`, `snmp6` and `netstat` by name, settings that stand among them
/// left out.
final class Counters {
  private static final Set<String> SETTINGS =
      Set.of(
          "IpForwarding",
          "IpDefaultTTL",
          "TcpRtoAlgorithm",
          "TcpRtoMin",
          "TcpRtoMax",
          "TcpMaxConn",
          "TcpCurrEstab");

  private Counters() {}

  static Map<String, Long> read(Process process) {
    Map<String, Long> counters = new LinkedHashMap<>();
    pairs(lines(process, "snmp"), counters);
    for (String line : lines(process, "snmp6")) {
      String[] words = line.strip().split("\\s+", 2);
      counters.put(words[0], Long.parseLong(words[1]));
    }
    pairs(lines(process, "netstat"), counters);
    counters.keySet().removeAll(SETTINGS);
    return counters;
  }

  private static List<String> lines(Process process, String file) {
    try {
      byte[] bytes = process.files().read("/proc/net/" + file);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (FileException e) {
      return List.of();
    }
  }

  /// Pairs of lines, names and numbers, each behind a title.
  private static void pairs(List<String> lines, Map<String, Long> counters) {
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      String[] names = lines.get(i).split(" ", -1);
      String[] values = lines.get(i + 1).split(" ", -1);
      String title = names[0].replace(":", "");
      for (int j = 1; j < names.length && j < values.length; j++) {
        counters.put(title + names[j], Long.parseLong(values[j]));
      }
    }
  }
}
