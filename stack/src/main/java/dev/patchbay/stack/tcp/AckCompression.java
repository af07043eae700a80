package dev.patchbay.stack.tcp;

/// Acknowledgements of what comes out of order that are held back for a moment, since one that
/// comes later tells as much (`tcp_comp_sack_nr`, `tcp_comp_sack_delay_ns`). The first few are not,
/// so that the other end learns soon that something is lost.
final class AckCompression {
  private static final int FAST_RETRANSMIT = 3;

  /// Of a round trip, an acknowledgement waits this part.
  private static final int PART = 20;

  /// Blocks that an acknowledgement is expected to have room for (`TCP_SACK_BLOCKS_EXPECTED`).
  private static final int BLOCKS = 2;

  private final Connection connection;
  private int held;
  private int duplicates;
  private int next;

  AckCompression(Connection connection) {
    this.connection = connection;
  }

  /// Whether the acknowledgement that is due waits.
  boolean holdsBack() {
    if (!connection.peer.sack || held >= connection.stack.setting(TcpSetting.TCP_COMP_SACK_NR)) {
      return false;
    }
    if (next != connection.rcvNxt) {
      next = connection.rcvNxt;
      duplicates = 0;
    }
    if (duplicates < FAST_RETRANSMIT) {
      duplicates++;
      return false;
    }
    held++;
    connection.timers.armCompressed(connection.now() + delay());
    return true;
  }

  private long delay() {
    long trip = connection.window.roundTrip();
    long own = connection.roundTrip.smoothed();
    if (own != 0 && own < trip) {
      trip = own;
    }
    return Math.min(
        connection.stack.setting(TcpSetting.TCP_COMP_SACK_DELAY_NS), trip * 1000 / PART);
  }

  /// An acknowledgement was sent: it stands for those held back.
  void sent() {
    if (held > 0) {
      connection.stack.counters().count(TcpCounter.ACK_COMPRESSED, held);
      held = 0;
      connection.timers.stopCompressed();
    }
  }

  /// A block of that place is about to be told first: those behind it would be forgotten
  /// (`tcp_sack_compress_send_ack`).
  void blockMoves(int place) {
    if (place >= BLOCKS) {
      expire();
    }
  }

  /// The moment is over (`tcp_compressed_ack_kick`).
  void expire() {
    if (held > 0 && connection.state() != TcpState.CLOSE) {
      // One of them is sent after all.
      held--;
      connection.stack.output().acknowledge(connection);
    }
  }
}
