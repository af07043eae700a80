package dev.patchbay.core.file;

/// What `stat` tells of a file: its kind, permission bits, size in bytes, and time of last change
/// in nanoseconds since 1970.
public record FileStatus(Kind kind, int mode, long size, long modified) {
  /// What sort of file it is.
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK,
    PIPE,
    CHARACTER_DEVICE,
    SOCKET
  }

  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }
}
