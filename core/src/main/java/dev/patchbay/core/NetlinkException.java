package dev.patchbay.core;

import dev.patchbay.core.text.Errno;
import org.jspecify.annotations.Nullable;

/// A request to change the network that the kernel refuses: its error, and its extended message
/// where it gives one.
public final class NetlinkException extends Exception {
  private static final long serialVersionUID = 1;

  private final Errno errno;
  private final @Nullable String extended;

  public NetlinkException(Errno errno) {
    super(errno.text(), null, false, false);
    this.errno = errno;
    this.extended = null;
  }

  public NetlinkException(Errno errno, String extended) {
    super(extended, null, false, false);
    this.errno = errno;
    this.extended = extended;
  }

  /// Which error.
  public Errno errno() {
    return errno;
  }

  /// The kernel's own words (`extack`), or null.
  public @Nullable String extended() {
    return extended;
  }
}
