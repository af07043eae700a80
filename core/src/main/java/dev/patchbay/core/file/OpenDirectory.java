package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;

/// A directory opened for reading, which Linux allows and then refuses to read.
final class OpenDirectory extends OpenFile {
  private final FileStatus status;

  OpenDirectory(FileStatus status) {
    this.status = status;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws FileException {
    throw new FileException(Errno.EISDIR);
  }

  @Override
  public FileStatus status() {
    return status;
  }
}
