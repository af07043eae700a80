package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import dev.patchbay.stack.socket.Socket;
import dev.patchbay.stack.socket.Sockets;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.udp.UdpSocket;

/// Who listens at a port.
final class Listeners {
  /// Whether a program of the namespace waits at the port, for connections or datagrams.
  static boolean has(Netns netns, int port) {
    for (Socket socket : Sockets.of(netns).all()) {
      boolean tcp =
          socket instanceof TcpSocket stream
              && stream.state() == TcpState.LISTEN
              && stream.localPort() == port;
      if (tcp || (socket instanceof UdpSocket datagrams && datagrams.localPort() == port)) {
        return true;
      }
    }
    return false;
  }

  private Listeners() {}
}
