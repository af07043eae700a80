package dev.patchbay.tools.iperf3;

import dev.patchbay.packet.Ip;
import dev.patchbay.stack.stream.StreamException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One stream of bytes, and what has been counted of it.
abstract sealed class Flow implements AutoCloseable permits TcpFlow, UdpFlow {
  private final int number;
  private final int id;
  private final boolean sends;
  final Counts total = new Counts();
  Counts last = new Counts();

  /// The largest congestion window that was seen, in bytes.
  long largestWindow;

  /// @param number as reports call it
  /// @param id as both ends call it
  Flow(int number, int id, boolean sends) {
    this.number = number;
    this.id = id;
    this.sends = sends;
  }

  /// What has been counted since the test began.
  static final class Counts {
    long bytes;
    long packets;
    long lost;
    long outOfOrder;
    long retransmits;

    Counts copy() {
      Counts copy = new Counts();
      copy.bytes = bytes;
      copy.packets = packets;
      copy.lost = lost;
      copy.outOfOrder = outOfOrder;
      copy.retransmits = retransmits;
      return copy;
    }

    Counts minus(Counts before) {
      Counts result = copy();
      result.bytes -= before.bytes;
      result.packets -= before.packets;
      result.lost -= before.lost;
      result.outOfOrder -= before.outOfOrder;
      result.retransmits -= before.retransmits;
      return result;
    }

    void clear() {
      bytes = 0;
      packets = 0;
      lost = 0;
      outOfOrder = 0;
    }
  }

  final int number() {
    return number;
  }

  final int id() {
    return id;
  }

  final boolean sends() {
    return sends;
  }

  /// Sends a block.
  abstract void send(byte[] block, long now) throws StreamException;

  /// Receives what comes; false at the end.
  abstract boolean receive(byte[] into) throws StreamException;

  /// Brings what the kernel counts up to date.
  abstract void refresh();

  /// The congestion window in bytes, 0 where there is none.
  abstract long window();

  /// How much the way of its datagrams varies, in milliseconds.
  abstract double jitter();

  abstract @Nullable Ip local();

  abstract int localPort();

  abstract @Nullable Ip remote();

  abstract int remotePort();

  @Override
  public abstract void close();

  /// Begins to count anew: what was before is left out.
  void restart() {
    total.clear();
    last = total.copy();
  }

  /// What has been counted since the last time this was asked.
  final Counts interval() {
    refresh();
    Counts now = total.copy();
    Counts result = now.minus(last);
    last = now;
    return result;
  }

  /// As reports introduce it.
  final String introduction() {
    return "[%3d] local %s port %d connected to %s port %d"
        .formatted(
            number,
            Objects.requireNonNull(local()).text(),
            localPort(),
            Objects.requireNonNull(remote()).text(),
            remotePort());
  }
}
