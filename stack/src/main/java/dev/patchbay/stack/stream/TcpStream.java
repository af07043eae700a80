package dev.patchbay.stack.stream;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.tcp.TcpSocket;
import java.io.InputStream;
import java.io.OutputStream;

/// A connection of TCP: bytes in order, both ways.
public final class TcpStream extends Blocking {
  private final TcpSocket socket;

  TcpStream(Process process, TcpSocket socket) {
    super(process, socket);
    this.socket = socket;
  }

  /// A socket that is not connected yet: bind it and set its options, then [#connect].
  public static TcpStream open(Process process, Family family) {
    TcpSocket socket = new TcpSocket(process.netns(), family, String.join(" ", process.words()));
    socket.createdBy(process);
    return new TcpStream(process, socket);
  }

  /// The socket itself, for its options and what it knows of the connection.
  public TcpSocket socket() {
    return socket;
  }

  /// Connects to a port, from an address and port of the kernel's choice unless it is bound.
  ///
  /// @throws StreamException `ECONNREFUSED`, `ENETUNREACH`, `EHOSTUNREACH`, `ETIMEDOUT`, `EACCES`,
  ///   `EADDRNOTAVAIL`, …; `EINPROGRESS` when it takes longer than [#timeout]
  public void connect(Ip address, int port) throws StreamException {
    long deadline = deadline();
    try {
      socket.connect(address, port);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
    // A fast open that waits for its first data can be written to.
    while (!socket.isConnected() && !socket.awaitsData()) {
      Errno error = socket.takePending();
      if (error != null) {
        throw new StreamException(error);
      }
      await(socket.writable(), deadline, Bound.BOUNDED, Errno.EINPROGRESS);
    }
  }

  /// Reads up to `count` bytes, at least one; -1 at the end of the stream.
  ///
  /// @throws StreamException `ECONNRESET`, `ETIMEDOUT`, …; `EAGAIN` when nothing comes within
  ///   [#timeout]
  public int read(byte[] into, int at, int count) throws StreamException {
    long deadline = deadline();
    while (count > 0) {
      int read = readNow(into, at, count);
      if (read != 0) {
        return read;
      }
      await(socket.readable(), deadline, Errno.EAGAIN);
    }
    return 0;
  }

  /// As [#read], without waiting: 0 when nothing is there.
  public int readNow(byte[] into, int at, int count) throws StreamException {
    try {
      return socket.receive(into, at, count);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// Writes all the bytes, as soon as the socket has room for them.
  ///
  /// @throws StreamException `EPIPE`, `ECONNRESET`, `ETIMEDOUT`, …; `EAGAIN` when there is no room
  ///   within [#timeout]: some of the bytes may have been written by then
  public void write(byte[] from, int at, int count) throws StreamException {
    long deadline = deadline();
    int written = 0;
    while (written < count) {
      int taken = writeNow(from, at + written, count - written);
      written += taken;
      if (taken == 0) {
        await(socket.writable(), deadline, Errno.EAGAIN);
      }
    }
  }

  /// Writes as many bytes as there is room for, and returns how many.
  public int writeNow(byte[] from, int at, int count) throws StreamException {
    try {
      return socket.send(from, at, count);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// Says that nothing more will be written (`shutdown(SHUT_WR)`).
  public void shutdownOutput() throws StreamException {
    try {
      socket.shutdown(false, true);
    } catch (SocketException e) {
      throw new StreamException(e);
    }
  }

  /// What comes, as a stream of Java.
  public InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws StreamException {
        byte[] one = new byte[1];
        return TcpStream.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int at, int count) throws StreamException {
        return TcpStream.this.read(into, at, count);
      }
    };
  }

  /// What is sent, as a stream of Java; closing it says that nothing more will come.
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int one) throws StreamException {
        TcpStream.this.write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] from, int at, int count) throws StreamException {
        TcpStream.this.write(from, at, count);
      }

      @Override
      public void close() throws StreamException {
        shutdownOutput();
      }
    };
  }
}
