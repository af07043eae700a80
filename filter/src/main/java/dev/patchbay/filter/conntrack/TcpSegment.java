package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Tcp;

/// The numbers of one segment, as a tracker reads them. Used again for each.
final class TcpSegment {
  private static final int LARGEST_SCALE = 14;

  private byte[] bytes = {};
  private int at;
  private int options;

  int flags;
  int kind;
  int sequence;
  int ack;

  /// The right edge of what it acknowledges, selectively or not.
  int sack;

  /// The sequence number behind it.
  int end;

  /// The window as the header has it.
  int window;

  void read(Parsed packet) {
    bytes = packet.bytes();
    at = packet.transport;
    options = at + Tcp.headerLength(bytes, at);
    flags = Tcp.flags(bytes, at);
    kind = TcpState.kind(flags);
    sequence = Tcp.sequence(bytes, at);
    ack = Tcp.acknowledgement(bytes, at);
    sack = ack;
    window = Tcp.window(bytes, at);
    end = sequence + packet.tail - options + (has(Tcp.SYN) ? 1 : 0) + (has(Tcp.FIN) ? 1 : 0);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// Reads what a SYN offers into the side of the flow (RFC 7323, RFC 2018).
  void readOffers(TcpFlow flow, int side) {
    if (options == at + Tcp.HEADER) {
      return;
    }
    flow.scale(side, 0);
    flow.flags(side, flow.flags(side) & TcpFlow.BE_LIBERAL);
    for (int i = at + Tcp.HEADER; i < options; i = next(i)) {
      int length = length(i);
      if (length < 0) {
        return;
      }
      if (bytes[i] == Tcp.OPTION_SACK_PERMITTED && length == 2) {
        flow.set(side, TcpFlow.SACK_PERMITTED);
      } else if (bytes[i] == Tcp.OPTION_WINDOW && length == 3) {
        flow.scale(side, Math.min(bytes[i + 2] & 0xff, LARGEST_SCALE));
        flow.set(side, TcpFlow.WINDOW_SCALE);
      }
    }
  }

  /// Takes the furthest edge of the blocks that the segment acknowledges selectively.
  void readBlocks() {
    for (int i = at + Tcp.HEADER; i < options; i = next(i)) {
      int length = length(i);
      if (length < 0) {
        return;
      }
      if (bytes[i] == Tcp.OPTION_SACK && length >= 10 && (length - 2) % 8 == 0) {
        readBlocks(i + 2, i + length);
        return;
      }
    }
  }

  private void readBlocks(int from, int to) {
    for (int block = from; block < to; block += 8) {
      int edge = Tcp.word(bytes, block + 4);
      if (edge - sack > 0) {
        sack = edge;
      }
    }
  }

  /// Bytes of the option there: 1 of one without a length, -1 where the options end or are cut off.
  private int length(int i) {
    if (bytes[i] == Tcp.OPTION_END) {
      return -1;
    }
    if (bytes[i] == Tcp.OPTION_NOP) {
      return 1;
    }
    int length = i + 1 < options ? bytes[i + 1] & 0xff : 0;
    return length < 2 || i + length > options ? -1 : length;
  }

  private int next(int i) {
    return i + length(i);
  }
}
