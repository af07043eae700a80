package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.Socket;
import dev.patchbay.stack.socket.Sockets;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.tcp.TcpState;
import dev.patchbay.stack.udp.UdpSocket;
import org.jspecify.annotations.Nullable;

/// Who listens at which ports.
final class Listeners {
  /// The address and port at which a program of the namespace waits for connections; null when none
  /// does, or more than one.
  static @Nullable IpSocket only(Netns netns) {
    IpSocket only = null;
    for (Socket socket : Sockets.of(netns).all()) {
      if (socket instanceof TcpSocket stream && stream.state() == TcpState.LISTEN) {
        if (only != null) {
          return null;
        }
        only = stream;
      }
    }
    return only;
  }

  /// The address at which a program waits at the port, or null: at all of them, or there is none.
  static @Nullable Ip bound(Netns netns, int port) {
    for (Socket socket : Sockets.of(netns).all()) {
      boolean listens =
          socket instanceof UdpSocket
              || (socket instanceof TcpSocket stream && stream.state() == TcpState.LISTEN);
      if (listens && socket instanceof IpSocket one && one.localPort() == port) {
        return one.local();
      }
    }
    return null;
  }

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
