package dev.patchbay.stack.tcp;

/// How much a program may write before what it has written is sent and acknowledged
/// (`sk_stream_memory_free`, `tcp_sndbuf_expand`).
final class SendSpace {
  /// Headers and description of a packet, as the kernel counts them (`MAX_TCP_HEADER`, `sk_buff`).
  private static final int SEGMENT_OVERHEAD = 256 + 320;

  private static final int PACKET_OVERHEAD = 256;

  private SendSpace() {}

  /// `sk_stream_memory_free`
  static boolean isThere(Connection connection) {
    return connection.writes.charged() < connection.socket.options.sendBuffer
        && hasLittleUnsent(connection, 0);
  }

  /// Whether less waits to be sent than the low-water mark, shifted by so much
  /// (`tcp_stream_memory_free`).
  static boolean hasLittleUnsent(Connection connection, int shift) {
    int own = connection.socket.options.notSentLowWater;
    long mark =
        own == 0 ? connection.stack.settings().notSentLowWater() : Integer.toUnsignedLong(own);
    return Integer.toUnsignedLong(connection.writeSeq - connection.sndNxt) << shift < mark;
  }

  /// Whether so much is free that a program that waits for room is told (`sk_stream_is_writeable`).
  static boolean isWorthWaking(Connection connection) {
    int charged = connection.writes.charged();
    return connection.socket.options.sendBuffer - charged >= charged >> 1
        && hasLittleUnsent(connection, 1);
  }

  /// Tells the program when it should be (`sk_stream_write_space`).
  static void freed(Connection connection) {
    if (connection.wantsSpace) {
      grow(connection);
    }
    if (connection.wantsSpace && isWorthWaking(connection)) {
      connection.wantsSpace = false;
      connection.busy.stop(BusyTime.Wait.BUFFER);
      connection.socket.roomCame();
    }
  }

  /// Lets the send buffer hold two windows (`tcp_sndbuf_expand`).
  static void grow(Connection connection) {
    TcpOptions options = connection.socket.options;
    int window = Math.max(connection.congestion.window(), Congestion.INITIAL);
    if (options.sendBufferSet
        || connection.scoreboard.inFlight() >= connection.congestion.window() * 2) {
      return;
    }
    int segment = Math.max(connection.peer.mssClamp, connection.size.mss) + SEGMENT_OVERHEAD;
    long each = 2L * Integer.highestOneBit(segment - 1) + PACKET_OVERHEAD;
    long wanted = 2 * each * Math.max(window, connection.scoreboard.reordering() + 1);
    if (wanted > options.sendBuffer) {
      options.sendBuffer = (int) Math.min(wanted, connection.stack.settings().sendBuffer(2));
    }
  }
}
