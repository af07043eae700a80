package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.DateFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where lines and errors go: standard output and error, or a file, or nowhere; each line behind
/// the time and the title that were asked for.
final class Voice {
  /// How errors tell the time, whatever lines do.
  private static final String USUAL_TIME = "%c ";

  private final Process process;
  private final Options options;
  private final boolean silent;
  private final @Nullable OpenFile file;
  private final StringBuilder said = new StringBuilder();

  private Voice(Process process, Options options, boolean silent) {
    this.process = process;
    this.options = options;
    this.silent = silent;
    this.file = options.logFile == null ? null : log(process, options.logFile, options.server);
  }

  /// As the options ask.
  static Voice of(Process process, Options options) {
    return new Voice(process, options, false);
  }

  /// Of a daemon, whom only its file hears.
  static Voice ofDaemon(Process process, Options options) {
    return new Voice(process, options, true);
  }

  private static OpenFile log(Process process, String name, boolean server) {
    try {
      String path = Files.absolute(process.directory(), name);
      return process.files().open(path, OpenMode.APPEND, 0644);
    } catch (FileException e) {
      String end = server ? "\niperf3: exiting" : "";
      throw new CommandException(
          1, "iperf3: error - unable to open log file: " + e.errno().text() + end);
    }
  }

  /// Says a line or several.
  void print(String text) throws FileException {
    String title = options.title == null ? "" : options.title + ":  ";
    String front = time(options.timestamps) + title;
    String shown = front.isEmpty() ? text : prefixed(text, front);
    said.append(shown);
    if (file != null) {
      write(file, shown);
    } else if (!silent) {
      process.out().print(shown);
    }
  }

  private static String prefixed(String text, String front) {
    StringBuilder all = new StringBuilder();
    text.lines().forEach(line -> all.append(front).append(line).append('\n'));
    return all.toString();
  }

  private String time(@Nullable String form) {
    return form == null ? "" : DateFormat.format(form, process.loop().now());
  }

  /// Says what is no line of the report.
  void raw(String text) throws FileException {
    if (file != null) {
      write(file, text);
    } else if (!silent) {
      process.out().print(text);
    }
  }

  /// Says what has gone wrong.
  void complain(String message) throws FileException {
    String front = options.timestamps == null ? "" : time(USUAL_TIME);
    if (file != null) {
      write(file, front + "iperf3: " + message + "\n");
    } else if (!silent) {
      process.complain(front + "iperf3: " + message);
    }
  }

  private static void write(OpenFile file, String text) throws FileException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    file.write(bytes, 0, bytes.length);
  }

  /// What has been said since this was asked last.
  String said() {
    String all = said.toString();
    said.setLength(0);
    return all;
  }
}
