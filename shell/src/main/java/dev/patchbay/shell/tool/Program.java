package dev.patchbay.shell.tool;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.shell.text.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A small program at work: its name, its files, and whether it has had to complain.
final class Program {
  private final Process process;
  private int status;

  Program(Process process) {
    this.process = process;
  }

  Process process() {
    return process;
  }

  /// The name that its messages begin with.
  String name() {
    return process.name();
  }

  Files files() {
    return process.files();
  }

  /// A path as seen from the program's folder.
  String absolute(String path) {
    return Files.absolute(process.directory(), path);
  }

  // ---- what it says

  /// Prints `name: message`; the exit status will be 1, or what it is already.
  void complain(String message) {
    complain(message, 1);
  }

  void complain(String message, int withStatus) {
    flush();
    process.complain(process.name() + ": " + message);
    status = Math.max(status, withStatus);
  }

  /// The exit status will be 1; prints the message as it is.
  void fail(String message) {
    flush();
    process.complain(message);
    status = Math.max(status, 1);
  }

  /// Prints `name: message`, which the exit status does not tell of.
  void warn(String message) {
    flush();
    process.complain(process.name() + ": " + message);
  }

  void complain(String file, FileException e) {
    complain(file + ": " + e.errno().text());
  }

  /// Nothing that was printed before may come after a complaint.
  private void flush() {
    try {
      process.flush();
    } catch (FileException e) {
      status = Math.max(status, 1);
    }
  }

  /// The exit status so far.
  int status() {
    return status;
  }

  /// A refusal that ends the program.
  CommandException refusal(int exitStatus, String message) {
    return new CommandException(exitStatus, process.name() + ": " + message);
  }

  /// A refusal with a hint to the manual.
  CommandException usage(int exitStatus, String message) {
    return Getopt.usage(process.name(), exitStatus, message);
  }

  /// Nothing was given to work on.
  CommandException missingOperand(List<String> operands) {
    return operands.isEmpty()
        ? usage(1, "missing operand")
        : usage(1, "missing operand after '" + operands.getLast() + "'");
  }

  // ---- what it reads and writes

  /// The file, or standard input for `-`; null when it cannot be read, which has been told.
  @Nullable OpenFile open(String path) {
    try {
      if (path.equals("-")) {
        return process.file(0).share();
      }
      OpenFile file = files().open(absolute(path), OpenMode.READ, 0);
      if (file.status().isDirectory()) {
        file.close();
        throw new FileException(Errno.EISDIR);
      }
      return file;
    } catch (FileException e) {
      complain(path, e);
      return null;
    }
  }

  @Nullable FileStatus statusOf(String path, boolean follow) {
    try {
      return follow ? files().status(absolute(path)) : files().lstat(absolute(path));
    } catch (FileException missing) {
      return null;
    }
  }

  boolean isDirectory(String path) {
    FileStatus known = statusOf(path, true);
    return known != null && known.isDirectory();
  }

  void print(String text) throws FileException {
    byte[] bytes = Bytes.encode(text);
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int offset, int length) throws FileException {
    process.out().write(bytes, offset, length);
  }
}
