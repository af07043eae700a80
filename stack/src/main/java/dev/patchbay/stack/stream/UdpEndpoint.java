package dev.patchbay.stack.stream;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sends and receives datagrams of UDP.
public final class UdpEndpoint extends Blocking {
  private final UdpSocket socket;

  private UdpEndpoint(Process process, UdpSocket socket) {
    super(process, socket);
    this.socket = socket;
  }

  /// A socket without a port.
  public static UdpEndpoint open(Process process, Family family) {
    UdpSocket socket = new UdpSocket(process.netns(), family, String.join(" ", process.words()));
    socket.createdBy(process);
    return new UdpEndpoint(process, socket);
  }

  /// The socket itself, for its options.
  public UdpSocket socket() {
    return socket;
  }

  /// Takes an address, or any, and a port, or with 0 one that is free.
  public void bind(Ip address, int port) throws StreamException {
    try {
      socket.bind(address, port);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// Speaks with this address and port alone from now on.
  public void connect(Ip address, int port) throws StreamException {
    try {
      socket.connect(address, port);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// Sends a datagram to where it is connected.
  public void send(byte[] data) throws StreamException {
    try {
      socket.send(data);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// Sends a datagram to an address and port.
  public void send(byte[] data, Ip address, int port) throws StreamException {
    try {
      socket.send(data, address, port, Control.NONE);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// The datagram that has waited longest.
  ///
  /// @throws StreamException `ECONNREFUSED` and others that were pending; `EAGAIN` when none comes
  ///   within [#timeout]
  public Datagram receive() throws StreamException {
    awaitInput();
    return Objects.requireNonNull(receiveNow());
  }

  /// As [#receive], but the datagram stays (`MSG_PEEK`).
  public Datagram peek() throws StreamException {
    awaitInput();
    return Objects.requireNonNull(peekNow());
  }

  private void awaitInput() throws StreamException {
    long deadline = deadline();
    while (peekNow() == null) {
      await(socket.readable(), deadline, Errno.EAGAIN);
    }
  }

  private @Nullable Datagram peekNow() throws StreamException {
    try {
      return socket.peek();
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// As [#receive], without waiting: null when none is there.
  public @Nullable Datagram receiveNow() throws StreamException {
    try {
      return socket.receive();
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }
}
