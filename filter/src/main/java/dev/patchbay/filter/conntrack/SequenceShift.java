package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import org.jspecify.annotations.Nullable;

/// By how much the TCP sequence numbers of a connection are moved, because a helper has made what
/// it carries longer or shorter: for each direction before and after the last change
/// (`nf_ct_seqadj`).
public final class SequenceShift {
  private final int[] place = new int[2];
  private final int[] before = new int[2];
  private final int[] after = new int[2];

  /// By how much the number `sequence` of the direction is moved.
  static int of(Connection connection, int direction, int sequence) {
    Extras extras = connection.extras();
    SequenceShift shift = extras == null ? null : extras.shift;
    return shift == null ? 0 : shift.of(direction, sequence);
  }

  /// The shifts of the connection, or null.
  public static @Nullable SequenceShift of(Connection connection) {
    Extras extras = connection.extras();
    return extras == null ? null : extras.shift;
  }

  /// By how much the number is moved.
  public int of(int direction, int sequence) {
    return sequence - place[direction] > 0 ? after[direction] : before[direction];
  }

  /// By how much numbers are moved that have been moved already: those the other side acknowledges.
  public int ofMoved(int direction, int sequence) {
    return sequence - before[direction] - place[direction] > 0
        ? after[direction]
        : before[direction];
  }

  /// From `sequence` of the direction on everything is moved by `by` more.
  public void move(int direction, int sequence, int by) {
    if (after[direction] == before[direction] || sequence - place[direction] > 0) {
      place[direction] = sequence;
      before[direction] = after[direction];
      after[direction] += by;
    }
  }

  /// What the connection says in a direction becomes longer or shorter from `sequence` on
  /// (`nf_ct_seqadj_set`).
  public static void set(Connection connection, int direction, int sequence, int by) {
    Extras extras = connection.needExtras();
    SequenceShift shift = extras.shift;
    if (shift == null) {
      shift = new SequenceShift();
      extras.shift = shift;
    }
    shift.move(direction, sequence, by);
  }

  /// Moves the numbers of a segment of the direction, and of what it acknowledges
  /// (`nf_ct_seq_adjust`).
  void adjust(Packet packet, int transport, int direction) {
    byte[] bytes = packet.bytes();
    if (!Tcp.headerFits(bytes, transport, packet.tail())) {
      return;
    }
    int sequence = Tcp.sequence(bytes, transport);
    int moved = sequence + of(direction, sequence);
    int ack = Tcp.acknowledgement(bytes, transport);
    boolean acks = (Tcp.flags(bytes, transport) & Tcp.ACK) != 0;
    int movedAck = acks ? ack - ofMoved(1 - direction, ack) : ack;
    if (moved == sequence && movedAck == ack) {
      return;
    }
    byte[] own = packet.edit();
    Tcp.sequence(own, transport, moved);
    Tcp.acknowledgement(own, transport, movedAck);
    fix(packet, own, transport, sequence, moved);
    fix(packet, own, transport, ack, movedAck);
    if (acks) {
      adjustSack(packet, own, transport, 1 - direction);
    }
  }

  private static void fix(Packet packet, byte[] bytes, int transport, int old, int now) {
    if (packet.checksum() != Packet.ChecksumState.PARTIAL) {
      int checksum = Tcp.checksum(bytes, transport);
      Tcp.checksum(bytes, transport, Checksum.replace32(checksum, old, now));
    }
  }

  private void adjustSack(Packet packet, byte[] bytes, int transport, int other) {
    int end = transport + Tcp.headerLength(bytes, transport);
    int at = transport + Tcp.HEADER;
    while (at + 1 < end && bytes[at] != Tcp.OPTION_END) {
      int length = bytes[at] == Tcp.OPTION_NOP ? 1 : bytes[at + 1] & 0xff;
      if (length == 0) {
        return;
      }
      if (bytes[at] == Tcp.OPTION_SACK) {
        for (int edge = at + 2; edge + 8 <= Math.min(at + length, end); edge += 8) {
          adjustBlock(packet, bytes, transport, edge, other);
        }
      }
      at += length;
    }
  }

  private void adjustBlock(Packet packet, byte[] bytes, int transport, int at, int other) {
    int start = Tcp.word(bytes, at);
    int end = Tcp.word(bytes, at + 4);
    int movedStart = start - ofMoved(other, start);
    int movedEnd = end - ofMoved(other, end);
    Tcp.putSackBlock(bytes, at, movedStart, movedEnd);
    fix(packet, bytes, transport, start, movedStart);
    fix(packet, bytes, transport, end, movedEnd);
  }
}
