package dev.patchbay.tools.ss;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ss -s`: how many sockets there are, as `/proc/net` counts them.
final class Summary {
  /// The numbers behind the name of a line and of a column: `TCP: inuse 1` is `TCP inuse`.
  private final Map<String, Long> numbers = new LinkedHashMap<>();

  private Summary() {}

  static String of(Process process) throws FileException {
    Summary summary = new Summary();
    summary.read(process, "/proc/net/sockstat");
    summary.read(process, "/proc/net/sockstat6");
    summary.readCounters(process);
    return summary.text();
  }

  private static List<String> lines(Process process, String file) throws FileException {
    return new String(process.files().read(file), StandardCharsets.UTF_8).lines().toList();
  }

  private void read(Process process, String file) throws FileException {
    for (String line : lines(process, file)) {
      String[] words = line.split(" ", -1);
      for (int i = 1; i + 1 < words.length; i += 2) {
        numbers.put(words[0].replace(":", " ") + words[i], Long.parseLong(words[i + 1]));
      }
    }
  }

  private void readCounters(Process process) throws FileException {
    List<String> lines = lines(process, "/proc/net/snmp");
    for (int i = 0; i + 1 < lines.size(); i++) {
      String[] names = lines.get(i).split(" ", -1);
      String[] values = lines.get(i + 1).split(" ", -1);
      int at = List.of(names).indexOf("CurrEstab");
      if (at >= 0) {
        numbers.put("CurrEstab", Long.parseLong(values[at]));
      }
    }
  }

  private long number(String name) {
    return numbers.getOrDefault(name, 0L);
  }

  private String text() {
    long raw4 = number("RAW inuse");
    long raw6 = number("RAW6 inuse");
    long udp4 = number("UDP inuse");
    long udp6 = number("UDP6 inuse");
    long tcp4 = number("TCP inuse");
    long tcp6 = number("TCP6 inuse");
    return "Total: "
        + number("sockets used")
        + "\n"
        + tcp()
        + "\nTransport Total     IP        IPv6\n"
        + line("RAW", raw4, raw6)
        + line("UDP", udp4, udp6)
        + line("TCP", tcp4, tcp6)
        + line("INET", raw4 + udp4 + tcp4, raw6 + udp6 + tcp6)
        + line("FRAG", number("FRAG inuse"), number("FRAG6 inuse"))
        + "\n";
  }

  /// What is closed is all that the machine has and that is in no table here.
  private String tcp() {
    long all = number("TCP alloc");
    long left = number("TCP tw");
    return "TCP:   %d (estab %d, closed %d, orphaned %d, timewait %d)\n"
        .formatted(
            all + left,
            number("CurrEstab"),
            all - (number("TCP inuse") + number("TCP6 inuse") - left),
            number("TCP orphan"),
            left);
  }

  private static String line(String name, long ipv4, long ipv6) {
    return "%s\t  %-9d %-9d %-9d\n".formatted(name, ipv4 + ipv6, ipv4, ipv6);
  }
}
