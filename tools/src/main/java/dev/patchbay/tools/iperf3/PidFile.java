package dev.patchbay.tools.iperf3;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.CommandException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A file that says which process runs, as long as it does (`-I`).
final class PidFile {
  private static final int MODE = 0600;

  private final Process process;
  private final @Nullable String path;

  private PidFile(Process process, @Nullable String path) {
    this.process = process;
    this.path = path;
  }

  static PidFile of(Process process, Options options) {
    if (options.pidFile == null) {
      return new PidFile(process, null);
    }
    String path = Files.absolute(process.directory(), options.pidFile);
    if (isTaken(process, path)) {
      throw new CommandException(1, "iperf3: Another instance of iperf3 appears to be running");
    }
    try {
      OpenFile file = process.files().open(path, OpenMode.WRITE, MODE);
      byte[] text = Integer.toString(process.pid()).getBytes(StandardCharsets.US_ASCII);
      file.write(text, 0, text.length);
      file.close();
    } catch (FileException e) {
      throw new CommandException(
          1, "iperf3: error - unable to write PID file: " + e.errno().text());
    }
    return new PidFile(process, path);
  }

  private static boolean isTaken(Process process, String path) {
    try {
      OpenFile file = process.files().open(path, OpenMode.READ, 0);
      String text = new String(file.readAll(), StandardCharsets.US_ASCII).strip();
      file.close();
      return text.matches("[0-9]{1,9}")
          && process.machine().processes().find(Integer.parseInt(text)) != null;
    } catch (FileException e) {
      return false;
    }
  }

  void remove() throws FileException {
    if (path != null) {
      process.files().remove(path);
    }
  }
}
