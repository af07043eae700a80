package dev.patchbay.stack.stream;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.tcp.TcpSocket;
import org.jspecify.annotations.Nullable;

/// Waits for connections to a port.
public final class TcpListener extends Blocking {
  private final TcpSocket socket;

  private TcpListener(Process process, TcpSocket socket) {
    super(process, socket);
    this.socket = socket;
  }

  /// A socket that does not listen yet: set its options, then [#listen].
  public static TcpListener open(Process process, Family family) {
    TcpSocket socket = new TcpSocket(process.netns(), family, String.join(" ", process.words()));
    socket.createdBy(process);
    return new TcpListener(process, socket);
  }

  /// The socket itself, for its options.
  public TcpSocket socket() {
    return socket;
  }

  /// Takes an address, or any (`0.0.0.0`, `::`), and a port; `backlog` connections may wait to be
  /// accepted.
  ///
  /// @throws StreamException `EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`, …
  public void listen(Ip address, int port, int backlog) throws StreamException {
    try {
      socket.bind(address, port);
      socket.listen(backlog);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// The connection that has waited longest.
  ///
  /// @throws StreamException `EAGAIN` when nobody connects within [#timeout]
  public TcpStream accept() throws StreamException {
    long deadline = deadline();
    while (true) {
      TcpSocket accepted = acceptNow();
      if (accepted != null) {
        return new TcpStream(process, accepted);
      }
      await(socket.readable(), deadline, Errno.EAGAIN);
    }
  }

  private @Nullable TcpSocket acceptNow() throws StreamException {
    try {
      return socket.accept();
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }
}
