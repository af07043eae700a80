package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import org.jspecify.annotations.Nullable;

/// Where what comes is written: standard output, or a file that is made when something comes.
final class Sink {
  private static final int MODE = 0644;

  private final Process process;
  private final Voice voice;
  private final @Nullable String name;
  private @Nullable OpenFile file;

  /// A file of that name, or with null standard output.
  Sink(Process process, Voice voice, @Nullable String name) {
    this.process = process;
    this.voice = voice;
    this.name = name;
  }

  boolean isTerminal() throws FileException {
    return name == null && process.file(1).isTerminal();
  }

  void write(byte[] bytes, int count) throws Failure {
    try {
      if (name == null) {
        process.out().write(bytes, 0, count);
      } else {
        open(name).write(bytes, 0, count);
      }
    } catch (FileException e) {
      throw new Failure(Failure.NOT_WRITTEN, "Failure writing output to destination");
    }
  }

  private OpenFile open(String path) throws Failure {
    OpenFile open = file;
    if (open == null) {
      try {
        String absolute = Files.absolute(process.directory(), path);
        open = process.files().open(absolute, OpenMode.WRITE, MODE);
      } catch (FileException e) {
        voice.warn("Failed to open the file " + path + ": " + e.errno().text());
        throw new Failure(Failure.NOT_WRITTEN, "Failure writing output to destination");
      }
      file = open;
    }
    return open;
  }

  /// All has come: the file is there, even if it is empty.
  void complete() throws Failure {
    if (name != null) {
      open(name);
    }
    close();
  }

  void close() {
    OpenFile open = file;
    if (open != null) {
      file = null;
      open.close();
    }
  }
}
