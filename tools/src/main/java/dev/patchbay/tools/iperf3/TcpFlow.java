package dev.patchbay.tools.iperf3;

import dev.patchbay.packet.Ip;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.tcp.TcpStatistics;
import org.jspecify.annotations.Nullable;

/// A connection of TCP.
final class TcpFlow extends Flow {
  private final TcpStream stream;
  private final Extremes extremes = new Extremes();
  private long retransmitsBefore;

  /// What was seen whenever the kernel was asked: windows in bytes, round trips in microseconds.
  static final class Extremes {
    long congestionWindow;
    long sendWindow;
    long longest;
    long shortest;
    private long sum;
    private int count;

    private void see(long window, TcpStatistics info) {
      long trip = info.roundTrip();
      congestionWindow = Math.max(congestionWindow, window);
      sendWindow = Math.max(sendWindow, info.sendWindow());
      longest = Math.max(longest, trip);
      shortest = shortest == 0 ? trip : Math.min(shortest, trip);
      sum += trip;
      count++;
    }

    long mean() {
      return count == 0 ? 0 : sum / count;
    }
  }

  TcpFlow(int number, int id, boolean sends, TcpStream stream, Buffers buffers) {
    super(number, id, sends, buffers);
    this.stream = stream;
  }

  Extremes extremes() {
    return extremes;
  }

  @Override
  void send(byte[] block, long now) throws StreamException {
    stream.write(block, 0, block.length);
    total.bytes += block.length;
  }

  @Override
  int receive(byte[] into) throws StreamException {
    int read = stream.read(into, 0, into.length);
    total.bytes += Math.max(0, read);
    return read;
  }

  @Override
  void refresh() {
    total.retransmits = stream.socket().info().totalRetransmits() - retransmitsBefore;
    if (sends()) {
      extremes.see(window(), stream.socket().info());
    }
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

  /// What controls its congestion.
  String congestion() {
    return stream.socket().congestion();
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
