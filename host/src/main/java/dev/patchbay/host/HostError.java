package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import org.jspecify.annotations.Nullable;

/// Tells which error of Linux an exception of Java stands for.
final class HostError {
  private HostError() {}

  static FileException of(IOException failure) {
    return new FileException(errno(failure));
  }

  private static Errno errno(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> Errno.ENOENT;
      case AccessDeniedException e -> Errno.EACCES;
      case FileAlreadyExistsException e -> Errno.EEXIST;
      case DirectoryNotEmptyException e -> Errno.ENOTEMPTY;
      case NotDirectoryException e -> Errno.ENOTDIR;
      case NotLinkException e -> Errno.EINVAL;
      case FileSystemException e -> named(e.getReason());
      default -> named(failure.getMessage());
    };
  }

  /// Java passes on what `strerror` says, somewhere in its message.
  private static Errno named(@Nullable String message) {
    for (Errno errno : Errno.values()) {
      if (message != null && message.contains(errno.text())) {
        return errno;
      }
    }
    return Errno.EIO;
  }
}
