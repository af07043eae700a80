package dev.patchbay.tools.nstat;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where `nstat` remembers what the counters were: a file a user, or the one that `NSTAT_HISTORY`
/// names.
final class History {
  private static final int UNUSABLE = 255;
  private static final int MALFORMED = 254;

  private final Process process;
  private final String file;

  History(Process process) {
    String named = process.environment().get("NSTAT_HISTORY");
    this.process = process;
    this.file =
        named == null
            ? "/tmp/.nstat.u" + process.user()
            : Files.absolute(process.directory(), named);
  }

  void forget() throws FileException {
    if (exists()) {
      process.files().remove(file);
    }
  }

  private boolean exists() {
    try {
      process.files().lstat(file);
      return true;
    } catch (FileException e) {
      return false;
    }
  }

  /// Makes the file if there is none.
  void open() {
    try {
      if (isLink()) {
        throw new FileException(Errno.ELOOP);
      }
      process.files().open(file, OpenMode.APPEND, 0600).close();
    } catch (FileException e) {
      throw new CommandException(UNUSABLE, "nstat: open history file: " + e.errno().text());
    }
  }

  private boolean isLink() {
    try {
      return process.files().lstat(file).kind() == FileStatus.Kind.SYMLINK;
    } catch (FileException e) {
      return false;
    }
  }

  void write(String text) throws FileException {
    process.files().write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The counters in it, if they came from `source`.
  Map<String, Long> read(String source) throws FileException {
    Map<String, Long> counters = new LinkedHashMap<>();
    boolean stale = false;
    String text = new String(process.files().read(file), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      if (line.startsWith("#")) {
        stale = !line.substring(1).equals(source);
      } else {
        take(line, counters);
      }
    }
    if (stale && !counters.isEmpty()) {
      process.complain("nstat: history is stale, ignoring it.");
      return Map.of();
    }
    return counters;
  }

  private static void take(String line, Map<String, Long> counters) {
    List<String> words = List.of(line.strip().split("\\s+", 3));
    if (words.size() < 2 || !words.get(1).matches("[0-9]{1,18}")) {
      throw new CommandException(MALFORMED, "nstat.c:146: error parsing history file");
    }
    counters.put(words.getFirst(), Long.parseLong(words.get(1)));
  }
}
