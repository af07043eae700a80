package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;

/// How a file is opened (`O_RDONLY` and so on).
public enum OpenMode {
  READ,
  /// Made when missing, emptied when there (`>`).
  WRITE,
  /// Made when missing, written at its end (`>>`).
  APPEND,
  /// Made when missing, read and written (`<>`).
  READ_WRITE,
  /// Made; refused with `EEXIST` when there (`noclobber`).
  CREATE_NEW;

  /// Whether what is opened so can be read.
  public boolean reads() {
    return this == READ || this == READ_WRITE;
  }

  /// Whether what is opened so can be written, and is made when it is missing.
  public boolean writes() {
    return this != READ;
  }

  void checkReads() throws FileException {
    if (!reads()) {
      throw new FileException(Errno.EBADF);
    }
  }

  void checkWrites() throws FileException {
    if (!writes()) {
      throw new FileException(Errno.EBADF);
    }
  }
}
