package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.FileStatus.Kind;
import dev.patchbay.core.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What `stat` tells of a file of the host.
final class HostStatus {
  private HostStatus() {}

  /// What `stat` tells, or `lstat` with `NOFOLLOW_LINKS`.
  static FileStatus of(Path path, LinkOption... links) throws FileException {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(path, "unix:mode,size,lastModifiedTime", links);
      int mode = attribute(attributes, "mode", Integer.class);
      long size = attribute(attributes, "size", Long.class);
      FileTime modified = attribute(attributes, "lastModifiedTime", FileTime.class);
      return new FileStatus(kind(mode), mode & 07777, size, modified.to(TimeUnit.NANOSECONDS));
    } catch (IOException e) {
      throw HostError.of(e);
    }
  }

  /// What `fstat` tells of a descriptor of this process; a pipe where that cannot be found out.
  static FileStatus ofDescriptor(int descriptor) {
    try {
      return of(Path.of("/proc/self/fd/" + descriptor));
    } catch (FileException e) {
      return new FileStatus(Kind.PIPE, 0600, 0, Clock.START);
    }
  }

  private static <T> T attribute(Map<String, Object> attributes, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(attributes.get(name)));
  }

  /// The kind that the upper bits of `st_mode` tell (inode(7)).
  private static Kind kind(int mode) {
    return switch (mode >> 12) {
      case 01 -> Kind.PIPE;
      case 04 -> Kind.DIRECTORY;
      case 012 -> Kind.SYMLINK;
      case 014 -> Kind.SOCKET;
      case 02, 06 -> Kind.CHARACTER_DEVICE;
      default -> Kind.FILE;
    };
  }
}
