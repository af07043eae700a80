package dev.patchbay.tools.sockets;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Bound;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.tcp.TcpSocket;

/// A connection of TCP that is read and written as a file.
final class StreamFile extends OpenFile {
  private final TcpSocket socket;

  StreamFile(TcpSocket socket) {
    this.socket = socket;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws FileException {
    try {
      int read = socket.receive(into, offset, length);
      while (read == 0 && length > 0) {
        socket.netns().world().loop().await(socket.readable(), Bound.ENDLESS);
        read = socket.receive(into, offset, length);
      }
      return read;
    } catch (SocketException e) {
      throw new FileException(e.errno());
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws FileException {
    try {
      int written = socket.send(from, offset, length);
      while (written < length) {
        socket.netns().world().loop().await(socket.writable(), Bound.ENDLESS);
        written += socket.send(from, offset + written, length - written);
      }
    } catch (SocketException e) {
      throw new FileException(e.errno());
    }
  }

  @Override
  public FileStatus status() {
    return socket.status();
  }

  @Override
  protected void closed() {
    socket.close();
  }
}
