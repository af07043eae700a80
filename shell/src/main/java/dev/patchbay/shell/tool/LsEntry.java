package dev.patchbay.shell.tool;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import org.jspecify.annotations.Nullable;

/// A file as `ls` lists it.
///
/// @param target where a symbolic link points, else null
/// @param targetStatus what is there, null when nothing is
record LsEntry(
    String name, FileStatus status, @Nullable String target, @Nullable FileStatus targetStatus) {
  static LsEntry of(Program program, String path, String name, boolean follows)
      throws FileException {
    FileStatus status = program.files().lstat(program.absolute(path));
    if (status.kind() != FileStatus.Kind.SYMLINK) {
      return new LsEntry(name, status, null, null);
    }
    FileStatus behind = program.statusOf(path, true);
    if (follows && behind != null) {
      return new LsEntry(name, behind, null, null);
    }
    return new LsEntry(name, status, program.files().readLink(program.absolute(path)), behind);
  }

  /// The sign that `ls -F` puts behind the name.
  static String sign(FileStatus status, boolean kindsOnly) {
    return switch (status.kind()) {
      case DIRECTORY -> "/";
      case SYMLINK -> "@";
      case PIPE -> "|";
      case SOCKET -> "=";
      case FILE -> (status.mode() & 0111) != 0 && !kindsOnly ? "*" : "";
      case CHARACTER_DEVICE -> "";
    };
  }

  /// `-rw-r--r--`.
  String mode() {
    int mode = status.mode();
    StringBuilder text = new StringBuilder();
    text.append(
        switch (status.kind()) {
          case FILE -> '-';
          case DIRECTORY -> 'd';
          case SYMLINK -> 'l';
          case PIPE -> 'p';
          case CHARACTER_DEVICE -> 'c';
          case SOCKET -> 's';
        });
    for (int shift = 6; shift >= 0; shift -= 3) {
      text.append((mode >> shift & 4) != 0 ? 'r' : '-');
      text.append((mode >> shift & 2) != 0 ? 'w' : '-');
      text.append(execute(mode, shift));
    }
    return text.toString();
  }

  private static char execute(int mode, int shift) {
    boolean execute = (mode >> shift & 1) != 0;
    boolean special = (mode & (01000 << (shift / 3))) != 0;
    if (!special) {
      return execute ? 'x' : '-';
    }
    char letter = shift == 0 ? 't' : 's';
    return execute ? letter : Character.toUpperCase(letter);
  }

  /// The space it takes, in blocks of 1024 bytes, as on a file system with blocks of four.
  long blocks() {
    return status.kind() == FileStatus.Kind.FILE ? (status.size() + 4095) / 4096 * 4 : 0;
  }
}
