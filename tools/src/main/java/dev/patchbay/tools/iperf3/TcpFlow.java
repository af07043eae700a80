package dev.patchbay.tools.iperf3;

import dev.patchbay.packet.Ip;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.tcp.TcpStatistics;
import org.jspecify.annotations.Nullable;

/// A connection of TCP.
final class TcpFlow extends Flow {
  private final TcpStream stream;
  private long retransmitsBefore;

  TcpFlow(int number, int id, boolean sends, TcpStream stream) {
    super(number, id, sends);
    this.stream = stream;
  }

  @Override
  void send(byte[] block, long now) throws StreamException {
    stream.write(block, 0, block.length);
    total.bytes += block.length;
  }

  @Override
  boolean receive(byte[] into) throws StreamException {
    int read = stream.read(into, 0, into.length);
    total.bytes += Math.max(0, read);
    return read >= 0;
  }

  @Override
  void refresh() {
    total.retransmits = stream.socket().info().totalRetransmits() - retransmitsBefore;
    largestWindow = Math.max(largestWindow, window());
  }

  @Override
  void restart() {
    retransmitsBefore = stream.socket().info().totalRetransmits();
    total.retransmits = 0;
    super.restart();
  }

  @Override
  long window() {
    TcpStatistics info = stream.socket().info();
    return (long) info.window() * info.sendMss();
  }

  @Override
  double jitter() {
    return 0;
  }

  TcpStatistics info() {
    return stream.socket().info();
  }

  @Override
  @Nullable Ip local() {
    return stream.socket().local();
  }

  @Override
  int localPort() {
    return stream.socket().localPort();
  }

  @Override
  @Nullable Ip remote() {
    return stream.socket().remote();
  }

  @Override
  int remotePort() {
    return stream.socket().remotePort();
  }

  @Override
  public void close() {
    stream.close();
  }
}
