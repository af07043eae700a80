package dev.patchbay.filter.conntrack;

/// What is known of a TCP connection (`ip_ct_tcp`): its state, what each side has sent and may
/// send, and the last segment. One object without arrays, because there may be a million of them.
final class TcpFlow {
  // Bits of a side's flags (`IP_CT_TCP_FLAG_…`).
  static final int WINDOW_SCALE = 1;
  static final int SACK_PERMITTED = 1 << 1;
  static final int CLOSE_INIT = 1 << 2;
  static final int BE_LIBERAL = 1 << 3;
  static final int UNACKNOWLEDGED = 1 << 4;
  static final int MAX_ACK_SET = 1 << 5;
  static final int CHALLENGE_ACK = 1 << 6;
  static final int SIMULTANEOUS_OPEN = 1 << 7;

  TcpState state = TcpState.NONE;

  private int originalEnd;
  private int originalMaxEnd;
  private int originalMaxWindow;
  private int originalMaxAck;
  private int replyEnd;
  private int replyMaxEnd;
  private int replyMaxWindow;
  private int replyMaxAck;
  private byte originalScale;
  private byte replyScale;
  private byte originalFlags;
  private byte replyFlags;

  // The last segment that counted, or that was let pass unexplained.
  byte lastDirection;
  byte lastKind = TcpState.BARE;
  byte lastScale;
  byte lastFlags;
  byte retransmissions;
  short lastWindow;
  int lastSequence;
  int lastAck;
  int lastEnd;

  /// The highest sequence number behind what the side has sent (`td_end`).
  int end(int side) {
    return side == 0 ? originalEnd : replyEnd;
  }

  void end(int side, int value) {
    if (side == 0) {
      originalEnd = value;
    } else {
      replyEnd = value;
    }
  }

  /// The highest sequence number that the side may send up to (`td_maxend`).
  int maxEnd(int side) {
    return side == 0 ? originalMaxEnd : replyMaxEnd;
  }

  void maxEnd(int side, int value) {
    if (side == 0) {
      originalMaxEnd = value;
    } else {
      replyMaxEnd = value;
    }
  }

  /// The largest window that the side has offered (`td_maxwin`); 0 while nothing has come from it.
  int maxWindow(int side) {
    return side == 0 ? originalMaxWindow : replyMaxWindow;
  }

  void maxWindow(int side, int value) {
    if (side == 0) {
      originalMaxWindow = value;
    } else {
      replyMaxWindow = value;
    }
  }

  /// The highest number that the side has acknowledged (`td_maxack`).
  int maxAck(int side) {
    return side == 0 ? originalMaxAck : replyMaxAck;
  }

  void maxAck(int side, int value) {
    if (side == 0) {
      originalMaxAck = value;
    } else {
      replyMaxAck = value;
    }
  }

  /// By how many bits the side's windows are to be shifted.
  int scale(int side) {
    return side == 0 ? originalScale : replyScale;
  }

  void scale(int side, int value) {
    if (side == 0) {
      originalScale = (byte) value;
    } else {
      replyScale = (byte) value;
    }
  }

  int flags(int side) {
    return side == 0 ? originalFlags : replyFlags;
  }

  void flags(int side, int value) {
    if (side == 0) {
      originalFlags = (byte) value;
    } else {
      replyFlags = (byte) value;
    }
  }

  boolean has(int side, int flag) {
    return (flags(side) & flag) != 0;
  }

  void set(int side, int flag) {
    flags(side, flags(side) | flag);
  }

  void clear(int side, int flag) {
    flags(side, flags(side) & ~flag);
  }

  /// Nothing is known of the side any more, but whether it is treated liberally.
  void reset(int side) {
    end(side, 0);
    maxEnd(side, 0);
    maxWindow(side, 0);
    maxAck(side, 0);
    scale(side, 0);
    flags(side, flags(side) & BE_LIBERAL);
  }
}
