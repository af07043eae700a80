package dev.patchbay.core;

import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Errno;
import java.util.Optional;
import java.util.ServiceLoader;

/// Opens connections as files, for a shell that knows `/dev/tcp/HOST/PORT` (bash(1), REDIRECTION).
public interface SocketFiles {
  /// Connects from the process's namespace; the file reads and writes the connection.
  OpenFile connect(Process process, Protocol protocol, String host, String port) throws Refused;

  /// What some module of the layer provides.
  static Optional<SocketFiles> provided() {
    return ServiceLoader.load(SocketFiles.class.getModule().getLayer(), SocketFiles.class)
        .findFirst();
  }

  /// What is connected.
  enum Protocol {
    TCP,
    UDP
  }

  /// There is no connection.
  final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final Errno errno;
    private final boolean unnamed;

    /// `message` tells what did not succeed and why; it is `unnamed` when the words name no host or
    /// no port.
    public Refused(String message, Errno errno, boolean unnamed) {
      super(message);
      this.errno = errno;
      this.unnamed = unnamed;
    }

    /// Whether nothing was tried, as the words name no host or no port.
    public boolean unnamed() {
      return unnamed;
    }

    /// What the opening of the file ends with.
    public Errno errno() {
      return errno;
    }
  }
}
