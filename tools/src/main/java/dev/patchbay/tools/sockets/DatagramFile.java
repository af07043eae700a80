package dev.patchbay.tools.sockets;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Bound;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.Arrays;

/// A connected socket of UDP as a file: each write and each read is a datagram.
final class DatagramFile extends OpenFile {
  private final UdpSocket socket;

  DatagramFile(UdpSocket socket) {
    this.socket = socket;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws FileException {
    try {
      Datagram datagram = socket.receive();
      while (datagram == null) {
        socket.netns().world().loop().await(socket.readable(), Bound.ENDLESS);
        datagram = socket.receive();
      }
      int read = Math.min(datagram.bytes().length, length);
      System.arraycopy(datagram.bytes(), 0, into, offset, read);
      return read;
    } catch (SocketException e) {
      throw new FileException(e.errno());
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws FileException {
    try {
      socket.send(Arrays.copyOfRange(from, offset, offset + length));
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
