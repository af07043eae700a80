package dev.patchbay.tools.iperf3;

import dev.patchbay.packet.Ip;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.UdpEndpoint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Datagrams that carry the time they were sent and their number.
final class UdpFlow extends Flow {
  private static final long SECOND = 1_000_000_000;
  private static final int MICROSECOND = 1000;

  /// How much of a difference goes into the jitter (RFC 3550 section 6.4.1).
  private static final double SHARE = 16;

  private final UdpEndpoint endpoint;
  private final boolean longCounters;
  private final LongClock clock;
  private long sent;
  private long highest;
  private double jitter;
  private double transit;

  /// What time it is, in nanoseconds.
  interface LongClock {
    long now();
  }

  UdpFlow(
      int number,
      int id,
      boolean sends,
      UdpEndpoint endpoint,
      boolean longCounters,
      LongClock clock) {
    super(number, id, sends, buffers(endpoint));
    this.endpoint = endpoint;
    this.longCounters = longCounters;
    this.clock = clock;
  }

  private static Buffers buffers(UdpEndpoint endpoint) {
    int bytes = endpoint.socket().receiveBuffer();
    return new Buffers(bytes, bytes);
  }

  @Override
  void send(byte[] block, long now) throws StreamException {
    ByteBuffer header = ByteBuffer.wrap(block);
    header.putInt((int) (now / SECOND)).putInt((int) (now % SECOND / MICROSECOND));
    sent++;
    if (longCounters) {
      header.putLong(sent);
    } else {
      header.putInt((int) sent);
    }
    endpoint.send(block.clone());
    total.bytes += block.length;
    total.packets++;
  }

  @Override
  int receive(byte[] into) throws StreamException {
    byte[] data = endpoint.receive().bytes();
    int least = longCounters ? 16 : 12;
    if (data.length >= least) {
      count(ByteBuffer.wrap(data), data.length);
    }
    System.arraycopy(data, 0, into, 0, Math.min(data.length, into.length));
    return data.length;
  }

  private void count(ByteBuffer data, int length) {
    long then = data.getInt() * SECOND + (long) data.getInt() * MICROSECOND;
    long number = longCounters ? data.getLong() : Integer.toUnsignedLong(data.getInt());
    total.bytes += length;
    if (number > highest) {
      total.lost += number - highest - 1;
      highest = number;
    } else {
      total.outOfOrder++;
      total.lost = Math.max(0, total.lost - 1);
    }
    total.packets = highest;
    double now = (clock.now() - then) / (double) SECOND;
    double difference = Math.abs(now - transit);
    jitter += highest == 1 ? 0 : (difference - jitter) / SHARE;
    transit = now;
  }

  @Override
  void refresh() {
    // All is counted here.
  }

  @Override
  long window() {
    return 0;
  }

  @Override
  double jitter() {
    return jitter * 1000;
  }

  @Override
  @Nullable Ip local() {
    return endpoint.socket().local();
  }

  @Override
  int localPort() {
    return endpoint.socket().localPort();
  }

  @Override
  @Nullable Ip remote() {
    return endpoint.socket().remote();
  }

  @Override
  int remotePort() {
    return endpoint.socket().remotePort();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
