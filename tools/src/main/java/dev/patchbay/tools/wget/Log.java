package dev.patchbay.tools.wget;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.http.HttpDate;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// What wget says: on standard error, or into a file (`-o`).
final class Log {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Process process;
  private final Options options;
  private final OpenFile file;

  /// Whether the environment says that other letters cannot be read.
  private final boolean isAscii;

  Log(Process process, Options options) throws FileException {
    this.process = process;
    this.options = options;
    this.isAscii = isAscii(process);
    this.file = options.log == null ? process.file(2) : open(options.log);
  }

  private static boolean isAscii(Process process) {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = process.environment().get(name);
      if (value != null && !value.isEmpty()) {
        return value.equals("C") || value.equals("POSIX");
      }
    }
    return false;
  }

  private OpenFile open(String name) {
    OpenMode how = options.appendsLog ? OpenMode.APPEND : OpenMode.WRITE;
    try {
      return process.files().open(Files.absolute(process.directory(), name), how, 0644);
    } catch (FileException e) {
      throw new CommandException(1, name + ": " + e.errno().text());
    }
  }

  /// What is said unless less is wanted.
  void verbose(String text) throws FileException {
    if (options.verbose) {
      always(text);
    }
  }

  /// What `-nv` says instead.
  void brief(String text) throws FileException {
    if (!options.verbose) {
      always(text);
    }
  }

  /// What is said unless nothing is wanted.
  void always(String text) throws FileException {
    if (!options.quiet) {
      asked(text);
    }
  }

  /// What was asked for by name, however little is wanted besides.
  void asked(String text) throws FileException {
    String shown = isAscii ? text.replace('‘', '\'').replace('’', '\'') : text;
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
  }

  /// The lab's date and time.
  String time() {
    return TIME.format(HttpDate.of(process.loop().now()));
  }
}
