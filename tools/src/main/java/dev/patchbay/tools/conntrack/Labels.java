package dev.patchbay.tools.conntrack;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The names that the labels of connections have: `/etc/xtables/connlabel.conf`, a number and a
/// name a line. It is read when a label is first named.
final class Labels {
  private static final String FILE = "/etc/xtables/connlabel.conf";
  private static final int MOST = 127;

  private final Process process;
  private @Nullable Map<Integer, String> names;

  Labels(Process process) {
    this.process = process;
  }

  /// The numbers of the labels that are named, with commas between them.
  List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      numbers.add(
          names().entrySet().stream()
              .filter(entry -> entry.getValue().equals(name))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow(() -> Usage.wrong("unknown label '" + name + "'")));
    }
    return numbers;
  }

  /// The labels by number.
  Map<Integer, String> names() {
    Map<Integer, String> known = names;
    if (known == null) {
      known = read();
      names = known;
    }
    return known;
  }

  private Map<Integer, String> read() {
    Map<Integer, String> read = new TreeMap<>();
    try {
      String text = new String(process.files().read(FILE), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        String[] words = line.strip().split("\\s+", 2);
        if (words.length == 2 && words[0].matches("\\d{1,3}")) {
          int number = Integer.parseInt(words[0]);
          if (number <= MOST) {
            read.putIfAbsent(number, words[1]);
          }
        }
      }
    } catch (FileException e) {
      process.complain("nfct_labelmap_new: " + e.errno().text());
    }
    return read;
  }
}
