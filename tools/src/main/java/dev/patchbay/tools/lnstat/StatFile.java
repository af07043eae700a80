package dev.patchbay.tools.lnstat;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A file of `/proc/net/stat`: a line of names, then numbers in hexadecimal, a line for each
/// processor.
final class StatFile {
  static final String FOLDER = "/proc/net/stat/";

  /// The kernel lists shorter names first, and the last that is listed comes first here.
  private static final Comparator<String> ORDER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()).reversed();

  private final Process process;
  private final String name;
  private final List<String> fields;
  private final long[] before;
  private long[] results;

  private StatFile(Process process, String name) throws FileException {
    this.process = process;
    this.name = name;
    this.fields = List.of(lines().getFirst().strip().split("\\s+"));
    this.before = new long[fields.size()];
    this.results = new long[fields.size()];
  }

  /// Those of the name, or all for an empty one.
  static List<StatFile> open(Process process, String only) throws FileException {
    List<StatFile> files = new ArrayList<>();
    for (String name : process.files().list(FOLDER).stream().sorted(ORDER).toList()) {
      if (only.isEmpty() || only.equals(name)) {
        files.add(new StatFile(process, name));
      }
    }
    return files;
  }

  String name() {
    return name;
  }

  List<String> fields() {
    return fields;
  }

  private List<String> lines() throws FileException {
    return new String(process.files().read(FOLDER + name), StandardCharsets.UTF_8).lines().toList();
  }

  /// Reads the counters: what they have gained a second since they were last read.
  void update(long seconds) throws FileException {
    long[] now = new long[before.length];
    List<String> lines = lines();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.strip().split("\\s+", -1);
      for (int i = 0; i < now.length && i < words.length; i++) {
        long value = Long.parseLong(words[i], 16);
        // The first tells how many there are, on whatever processor.
        now[i] = i == 0 ? value : now[i] + value;
      }
    }
    results = new long[now.length];
    Arrays.setAll(results, i -> i == 0 ? now[0] : (now[i] - before[i]) / seconds);
    System.arraycopy(now, 0, before, 0, now.length);
  }

  long result(int field) {
    return results[field];
  }
}
