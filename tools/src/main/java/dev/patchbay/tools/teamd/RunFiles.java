package dev.patchbay.tools.teamd;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The files by which a daemon is found: its process id, its socket.
final class RunFiles {
  static final String DIRECTORY = "/var/run/teamd/";

  private final Process process;

  RunFiles(Process process) {
    this.process = process;
  }

  void makeDirectory() throws FileException {
    if (!process.files().exists(DIRECTORY)) {
      process.files().makeDirectory(DIRECTORY.substring(0, DIRECTORY.length() - 1), 0755);
    }
  }

  void write(String path, String content) throws FileException {
    process.files().write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /// Removes the file, if it is there.
  void remove(String path) {
    try {
      process.files().remove(path);
    } catch (FileException e) {
      // It has gone already: nothing is left to do.
      return;
    }
  }

  /// The process whose id the file has, or null when none runs.
  @Nullable Process running(String path) {
    try {
      String text = new String(process.files().read(path), StandardCharsets.UTF_8).strip();
      return process.machine().processes().find(Integer.parseInt(text));
    } catch (FileException | NumberFormatException e) {
      // No file, or none with an id: nobody runs.
      return null;
    }
  }
}
