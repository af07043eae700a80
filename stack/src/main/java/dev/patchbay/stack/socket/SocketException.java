package dev.patchbay.stack.socket;

import dev.patchbay.core.text.Errno;

/// A call on a socket that the kernel refuses, with its error.
public final class SocketException extends Exception {
  private static final long serialVersionUID = 1;

  private final Errno errno;

  public SocketException(Errno errno) {
    super(errno.text(), null, false, false);
    this.errno = errno;
  }

  /// The exception for an error number that is known to be one.
  public static SocketException of(int number) {
    for (Errno errno : Errno.values()) {
      if (errno.number() == number) {
        return new SocketException(errno);
      }
    }
    throw new IllegalArgumentException("not an error: " + number);
  }

  /// Which error.
  public Errno errno() {
    return errno;
  }
}
