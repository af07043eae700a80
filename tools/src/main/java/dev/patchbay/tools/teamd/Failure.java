package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Errno;

/// Something did not work; what it was has been logged.
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  private final Errno errno;

  Failure(Errno errno) {
    super(errno.text(), null, false, false);
    this.errno = errno;
  }

  Errno errno() {
    return errno;
  }
}
