package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;

/// A call on a file that Linux refuses, with its error. Whoever tells the user adds the name of the
/// file.
public final class FileException extends Exception {
  private static final long serialVersionUID = 1;

  private final Errno errno;

  public FileException(Errno errno) {
    super(errno.text(), null, false, false);
    this.errno = errno;
  }

  /// Which error.
  public Errno errno() {
    return errno;
  }
}
