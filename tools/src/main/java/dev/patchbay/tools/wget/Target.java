package dev.patchbay.tools.wget;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.tools.http.Url;
import org.jspecify.annotations.Nullable;

/// The file that an address goes to.
final class Target {
  private static final int MODE = 0644;

  private final Process process;
  private final Options options;
  private final String name;
  private @Nullable OpenFile file;

  private Target(Process process, Options options, String name) {
    this.process = process;
    this.options = options;
    this.name = name;
  }

  /// The file of this address: of the name that `-O` says, else of its own.
  static Target of(Process process, Options options, Url url) {
    if (options.output != null) {
      return new Target(process, options, options.output);
    }
    String own = url.fileName().isEmpty() ? "index.html" : url.fileName();
    String name = (options.inFolders() ? folder(options, url) : "") + own + url.query();
    String path = options.directory == null ? name : options.directory + "/" + name;
    return new Target(process, options, path);
  }

  /// The host, and the folders of the address.
  private static String folder(Options options, Url url) {
    String folders = url.path().substring(1, url.path().lastIndexOf('/') + 1);
    return options.omitsHost ? folders : url.place() + "/" + folders;
  }

  String name() {
    return name;
  }

  boolean isStandardOutput() {
    return name.equals("-");
  }

  /// As it is named in what is said.
  String shown() {
    return isStandardOutput() ? "STDOUT" : name;
  }

  /// How many bytes are there, or -1 when there is no such file.
  long size() {
    try {
      FileStatus status = process.files().status(path());
      return status.size();
    } catch (FileException e) {
      return -1;
    }
  }

  private String path() {
    return Files.absolute(process.directory(), name);
  }

  /// The same, or another file when this one must not be touched.
  Target unused() {
    if (options.output != null || size() < 0) {
      return this;
    }
    int number = 1;
    Target other = new Target(process, options, name + "." + number);
    while (other.size() >= 0) {
      other = new Target(process, options, name + "." + ++number);
    }
    return other;
  }

  /// Opens it, anew or to write behind what is there.
  void open(boolean behind) throws FileException {
    if (isStandardOutput()) {
      return;
    }
    if (options.output == null) {
      makeFolders(path());
    }
    file = process.files().open(path(), behind ? OpenMode.APPEND : OpenMode.WRITE, MODE);
  }

  private void makeFolders(String path) throws FileException {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String folder = path.substring(0, slash);
      if (!process.files().exists(folder)) {
        process.files().makeDirectory(folder, 0755);
      }
    }
  }

  /// When it was written last, in nanoseconds since 1970, or -1 when there is no such file.
  long time() {
    try {
      return process.files().status(path()).modified();
    } catch (FileException e) {
      return -1;
    }
  }

  /// Gives it the time that the server says.
  void time(long nanos) throws FileException {
    if (!isStandardOutput()) {
      process.files().changeTime(path(), nanos);
    }
  }

  void write(byte[] bytes, int count) throws FileException {
    if (file == null) {
      process.out().write(bytes, 0, count);
      process.flush();
    } else {
      file.write(bytes, 0, count);
    }
  }

  void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
