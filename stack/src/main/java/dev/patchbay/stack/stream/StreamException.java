package dev.patchbay.stack.stream;

import dev.patchbay.core.text.Errno;
import dev.patchbay.stack.socket.SocketException;
import java.io.IOException;

/// A call on a socket has failed: `ECONNREFUSED`, `ECONNRESET`, `EHOSTUNREACH`, `ETIMEDOUT`, …
public final class StreamException extends IOException {
  private static final long serialVersionUID = 1;

  private final Errno errno;

  public StreamException(Errno errno) {
    super(errno.text());
    this.errno = errno;
  }

  StreamException(SocketException refused) {
    super(refused.errno().text(), refused);
    this.errno = refused.errno();
  }

  /// Which error.
  public Errno errno() {
    return errno;
  }
}
