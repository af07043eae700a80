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
  private static final int FOLDER_MODE = 0750;

  private final Process process;
  private final Voice voice;
  private @Nullable String name;
  private final boolean makesFolders;
  private OpenMode mode = OpenMode.WRITE;
  private @Nullable OpenFile file;

  /// A file of that name, or with null standard output; `makesFolders` says that the folders it is
  /// in are made if they are not there.
  Sink(Process process, Voice voice, @Nullable String name, boolean makesFolders) {
    this.makesFolders = makesFolders;
    this.process = process;
    this.voice = voice;
    this.name = name;
  }

  /// What comes goes behind what is there, if it is a file, which is opened at once.
  void append() throws Failure {
    mode = OpenMode.APPEND;
    if (name != null) {
      open(name);
    }
  }

  /// The server has named the file.
  void rename(String given) {
    name = given;
  }

  /// Where it is, or null when it is no file.
  @Nullable String place() {
    return name == null ? null : Files.absolute(process.directory(), name);
  }

  /// How many bytes are there.
  long size() {
    String place = place();
    try {
      return place == null ? 0 : process.files().status(place).size();
    } catch (FileException e) {
      return 0;
    }
  }

  /// Gives the file, if it is one, the time that the server says, in nanoseconds.
  void time(long nanos) {
    String place = place();
    try {
      if (place != null) {
        process.files().changeTime(place, nanos);
      }
    } catch (FileException e) {
      voice.warn("Failed to set filetime on outfile: " + e.errno().text());
    }
  }

  /// Takes the file away again.
  void remove() {
    String place = place();
    try {
      if (place != null && process.files().exists(place)) {
        process.files().remove(place);
      }
    } catch (FileException e) {
      voice.warn("Failed removing " + place + ": " + e.errno().text());
    }
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
        if (makesFolders) {
          makeFolders(absolute);
        }
        open = process.files().open(absolute, mode, MODE);
      } catch (FileException e) {
        voice.warn("Failed to open the file " + path + ": " + e.errno().text());
        throw new Failure(Failure.NOT_WRITTEN, "Failure writing output to destination");
      }
      file = open;
    }
    return open;
  }

  private void makeFolders(String path) throws FileException {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String folder = path.substring(0, slash);
      if (!process.files().exists(folder)) {
        process.files().makeDirectory(folder, FOLDER_MODE);
      }
    }
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
