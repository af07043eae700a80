package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// A piece of the stream that has not been acknowledged: its numbers, its data, and what became of
/// it (`tcp_skb_cb` of the write queue).
final class Segment {
  /// Selectively acknowledged.
  static final int SACKED = 1;

  /// Taken for lost.
  static final int LOST = 2;

  /// Sent again, and on its way.
  static final int RETRANSMITTED = 4;

  /// Has been sent again some time.
  static final int EVER_RETRANSMITTED = 8;

  int sequence;

  /// The number behind it: SYN and FIN take one each.
  int end;

  /// Flags of the header: SYN, FIN, PSH, URG, ACK, CWR.
  int flags;

  /// How many packets it makes.
  int packets = 1;

  /// Nothing is put behind its data: a record ends there (`MSG_EOR`).
  boolean endsRecord;

  /// The data alone, or null when there is none.
  @Nullable Packet data;

  /// The packet that went with the data last; it may be gone, and another's by now.
  @Nullable Packet onWay;

  /// Bits of the constants above.
  int marks;

  /// When it was sent last, in nanoseconds.
  long sent;

  /// How many packets had been delivered when it was sent, when the last of them had arrived, when
  /// the newest of those had been sent, and whether the program wrote less than could be sent.
  int delivered;

  long deliveredTime;
  long firstSent;
  boolean limited;

  @Nullable Segment previous;
  @Nullable Segment next;

  int length() {
    return data == null ? 0 : data.length();
  }

  boolean is(int mark) {
    return (marks & mark) != 0;
  }

  boolean hasBeenSent() {
    return sent != 0;
  }

  void clear() {
    flags = 0;
    data = null;
    onWay = null;
    packets = 1;
    marks = 0;
    endsRecord = false;
    sent = 0;
    delivered = 0;
    deliveredTime = 0;
    previous = null;
    next = null;
  }
}
